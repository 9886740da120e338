package retrieval

import (
	"bytes"
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"
)

//go:embed weights.yaml
var weightsYAML []byte

// weights are the numbers of weights.yaml; that file explains them.
type weights struct {
	Fusion     fusionWeights     `yaml:"fusion"`
	Passages   fusionWeights     `yaml:"passages"`
	Likely     likelyWeights     `yaml:"likely"`
	Guess      guessWeights      `yaml:"guess"`
	Regression regressionWeights `yaml:"regression"`
	Terms      termWeights       `yaml:"terms"`
	BM25       bm25              `yaml:"bm25"`
	Embedding  struct {
		Key     float32 `yaml:"key"`
		Gram    float32 `yaml:"gram"`
		Concept float32 `yaml:"concept"`
		Kind    float32 `yaml:"kind"`
		Service float32 `yaml:"service"`
		Naming  float32 `yaml:"naming"`
	} `yaml:"embedding"`
}

// likelyWeights order the clauses of the likely services.
type likelyWeights struct {
	Belief      float64 `yaml:"belief"`
	Named       float64 `yaml:"named"`
	Family      float64 `yaml:"family"`
	Favour      float64 `yaml:"favour"`
	Key         float64 `yaml:"key"`
	KeyAnywhere float64 `yaml:"key_anywhere"`
	Concept     float64 `yaml:"concept"`
	ID          float64 `yaml:"id"`
	Vector      float64 `yaml:"vector"`
	Aspect      float64 `yaml:"aspect"`
	Lead        float64 `yaml:"lead"`
	Heard       float64 `yaml:"heard"`
	Precedent   float64 `yaml:"precedent"`
	Namesake    float64 `yaml:"namesake"`
	Learnt      float64 `yaml:"learnt"`
}

// fusionWeights are what the lists of a search are worth.
type fusionWeights struct {
	RankConstant float64 `yaml:"rank_constant"`
	Vector       float64 `yaml:"vector"`
	Semantic     float64 `yaml:"semantic"`
	Text         float64 `yaml:"text"`
	Stems        float64 `yaml:"stems"`
	Likely       float64 `yaml:"likely"`
	Precedent    float64 `yaml:"precedent"`
	Repeat       float64 `yaml:"repeat"`
}

type termWeights struct {
	Word    float32 `yaml:"word"`
	Key     float32 `yaml:"key"`
	Concept float32 `yaml:"concept"`
	Kind    float32 `yaml:"kind"`
	Service float32 `yaml:"service"`
	Naming  float32 `yaml:"naming"`
}

type guessWeights struct {
	Clause   float64 `yaml:"clause"`
	Example  float64 `yaml:"example"`
	Name     float64 `yaml:"name"`
	Question float64 `yaml:"question"`
	Smooth   float64 `yaml:"smooth"`
	Heat     float64 `yaml:"heat"`
	Floor    float64 `yaml:"floor"`
}

// share is what is left of a weight if the word or concept only names a service.
func (w termWeights) share(naming bool) float32 {
	if naming {
		return w.Naming
	}
	return 1
}

type bm25 struct {
	K1     float32 `yaml:"k1"`
	B      float32 `yaml:"b"`
	Length float32 `yaml:"length"`
}

// weight is a term's BM25 weight in a row of n terms where it stands count
// times, before its rarity: in [0, k1+1).
func (b bm25) weight(count, n int) float32 {
	tf := float32(count)
	return tf * (b.K1 + 1) / (tf + b.K1*(1-b.B+b.B*float32(n)/b.Length))
}

func readWeights() weights {
	var w weights
	decode("weights.yaml", weightsYAML, &w)
	return w
}

// decode panics on a broken file: files are embedded, so it cannot ship.
func decode(name string, text []byte, to any) {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(to); err != nil {
		panic(fmt.Sprintf("retrieval: %s: %v", name, err))
	}
}
