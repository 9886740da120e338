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
	Fusion struct {
		RankConstant float64 `yaml:"rank_constant"`
		Vector       float64 `yaml:"vector"`
		Text         float64 `yaml:"text"`
		Stems        float64 `yaml:"stems"`
		Named        float64 `yaml:"named"`
		Grouped      float64 `yaml:"grouped"`
		Favour       float64 `yaml:"favour"`
		NamedText    float64 `yaml:"named_text"`
		NamedKind    float64 `yaml:"named_kind"`
		NamedLead    float64 `yaml:"named_lead"`
		Repeat       float64 `yaml:"repeat"`
	} `yaml:"fusion"`
	Terms     termWeights `yaml:"terms"`
	BM25      bm25        `yaml:"bm25"`
	Embedding struct {
		Key     float32 `yaml:"key"`
		Gram    float32 `yaml:"gram"`
		Concept float32 `yaml:"concept"`
		Kind    float32 `yaml:"kind"`
		Service float32 `yaml:"service"`
		Naming  float32 `yaml:"naming"`
	} `yaml:"embedding"`
}

type termWeights struct {
	Word    float32 `yaml:"word"`
	Key     float32 `yaml:"key"`
	Concept float32 `yaml:"concept"`
	Kind    float32 `yaml:"kind"`
	Service float32 `yaml:"service"`
	Naming  float32 `yaml:"naming"`
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

// readWeights panics on a broken file: it is embedded, so it cannot ship.
func readWeights() weights {
	var w weights
	dec := yaml.NewDecoder(bytes.NewReader(weightsYAML))
	dec.KnownFields(true)
	if err := dec.Decode(&w); err != nil {
		panic(fmt.Sprintf("retrieval: weights.yaml: %v", err))
	}
	return w
}
