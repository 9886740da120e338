package corpus

import (
	"strings"

	"github.com/sahayak-delhi/sahayak/internal/hindi"
)

// Lang is a way of writing: English, Hindi in Devanagari, or Hindi in Latin
// letters. Its values are BCP 47 tags.
type Lang string

// The three forms Sahayak speaks, and Undetermined for a message whose form
// cannot be told (a number, an emoji, "ok").
const (
	English      Lang = "en"
	Hindi        Lang = "hi"
	HindiLatin   Lang = "hi-Latn"
	Undetermined Lang = "und"
)

// Langs lists the three forms a citizen is answered in.
var Langs = []Lang{English, Hindi, HindiLatin}

// Text is one thing said in both languages. Latn is optional: when empty, the
// Latin-letter form is romanised from Hi.
type Text struct {
	En   string `yaml:"en" json:"en"`
	Hi   string `yaml:"hi" json:"hi"`
	Latn string `yaml:"latn,omitempty" json:"latn,omitempty"`
}

// In returns the text in the given form; an undetermined form gets English.
func (t Text) In(l Lang) string {
	switch {
	case l == Hindi && t.Hi != "":
		return t.Hi
	case l == HindiLatin && t.Latn != "":
		return t.Latn
	case l == HindiLatin && t.Hi != "":
		return hindi.Romanise(t.Hi)
	}
	return t.En
}

// IsZero reports whether nothing is said in any language.
func (t Text) IsZero() bool { return t == Text{} }

// Kind is the aspect of a service that a clause speaks of.
type Kind string

// The aspects, in the order a reader wants them.
const (
	About       Kind = "about"       // what it is, what it is used for
	Eligibility Kind = "eligibility" // who may have it
	Benefit     Kind = "benefit"     // what is paid or given, and how much
	Papers      Kind = "papers"      // what must be shown or uploaded
	Fee         Kind = "fee"         // what it costs
	Days        Kind = "days"        // how long the office takes
	Validity    Kind = "validity"    // how long the result stays good
	Deadline    Kind = "deadline"    // by when the citizen must act
	How         Kind = "how"         // how and where to apply, step by step
	Office      Kind = "office"      // who decides, where, opening hours
	Status      Kind = "status"      // how to follow an application
	Verify      Kind = "verify"      // how to download or check the result
	Change      Kind = "change"      // correction, renewal, cancellation
	Appeal      Kind = "appeal"      // refusal, delay, complaint
)

// Kinds lists every aspect in reading order.
var Kinds = []Kind{About, Eligibility, Benefit, Papers, Fee, Days, Validity, Deadline, How, Office, Status, Verify, Change, Appeal}

// Certainty says how firmly a clause may be told.
type Certainty string

// A clause without a certainty is Stated.
const (
	Stated    Certainty = "stated"    // supported by an official or agreeing sources
	Uncertain Certainty = "uncertain" // thin, old or third-party; told as "reported"
	Conflict  Certainty = "conflict"  // sources disagree; both are told
	Unknown   Certainty = "unknown"   // no source settles it; told as not confirmed, with where to ask
	Ended     Certainty = "ended"     // the rule no longer holds; told with what replaced it
)

// Source is a page or paper that clauses rest on.
type Source struct {
	ID       string `yaml:"id" json:"id"`
	Title    string `yaml:"title" json:"title"`
	URL      string `yaml:"url" json:"url"`
	Official bool   `yaml:"official" json:"official"` // a government address that was read
	Dated    string `yaml:"dated,omitempty" json:"dated,omitempty"`
}

// Fact is a typed value stated inside a clause, so that programs can compute
// with it and lint can prove that both languages say the same.
type Fact struct {
	// Type is inr, days, working-days, months, years, age, date, share, count
	// or minutes.
	Type string `yaml:"type" json:"type"`
	// Value is a number, or for dates YYYY-MM-DD. For a limit use Min or Max.
	Value string `yaml:"value,omitempty" json:"value,omitempty"`
	Min   string `yaml:"min,omitempty" json:"min,omitempty"`
	Max   string `yaml:"max,omitempty" json:"max,omitempty"`
	// Strict says that Min and Max themselves are out: "below 60", "more than 5
	// years". Otherwise both are in.
	Strict bool `yaml:"strict,omitempty" json:"strict,omitempty"`
	// Of names what the value measures, such as family-income or applicant-age;
	// needed with Min or Max.
	Of string `yaml:"of,omitempty" json:"of,omitempty"`
}

// Clause is one rule: at most 400 characters in each language.
type Clause struct {
	// ID is unique in its pack; Library makes it global by prefixing
	// "service-id/", and that full form is what citations carry.
	ID        string `yaml:"id" json:"id"`
	Kind      Kind   `yaml:"kind" json:"kind"`
	Text      `yaml:",inline"`
	Certainty Certainty `yaml:"certainty,omitempty" json:"certainty,omitempty"`
	// Sources are ids of the pack's sources; the first is the one cited.
	Sources []string `yaml:"sources" json:"sources"`
	Checked string   `yaml:"checked" json:"checked"` // YYYY-MM-DD
	Facts   []Fact   `yaml:"facts,omitempty" json:"facts,omitempty"`
	From    string   `yaml:"from,omitempty" json:"from,omitempty"`   // YYYY-MM-DD, first day in force
	Until   string   `yaml:"until,omitempty" json:"until,omitempty"` // YYYY-MM-DD, last day in force
	// Ask says where the citizen can find out; required when the clause is
	// unknown, welcome when uncertain or in conflict.
	Ask Text `yaml:"ask,omitempty" json:"ask,omitempty"`
	// When limits the clause to some applicants (minor, migrant, widow ...).
	When string `yaml:"when,omitempty" json:"when,omitempty"`
	// Lead marks the clause that answers its kind in one line; it is told first.
	Lead bool `yaml:"lead,omitempty" json:"lead,omitempty"`

	Service string `yaml:"-" json:"service"`
	// Detail is, of a paper in its clause form, what to check and how to get it.
	Detail Text `yaml:"-" json:"detail,omitzero"`
}

// Current reports whether the clause is in force on the day, YYYY-MM-DD.
func (c Clause) Current(day string) bool {
	return (c.From == "" || c.From <= day) && (c.Until == "" || day <= c.Until)
}

// Paper is one thing to show or upload. In the index it stands as a clause of
// kind Papers.
type Paper struct {
	ID   string `yaml:"id" json:"id"`
	Name Text   `yaml:"name" json:"name"`
	// Need is required, conditional or optional.
	Need string `yaml:"need" json:"need"`
	// When says for whom, if conditional.
	When Text `yaml:"when,omitempty" json:"when,omitempty"`
	// AnyOf lists the alternatives; empty means the paper itself.
	AnyOf []Option `yaml:"any_of,omitempty" json:"any_of,omitempty"`
	// Check is what to look at before handing it in.
	Check Text `yaml:"check,omitempty" json:"check,omitempty"`
	// Missing is one line on how to get it.
	Missing   Text      `yaml:"missing,omitempty" json:"missing,omitempty"`
	Upload    bool      `yaml:"upload,omitempty" json:"upload,omitempty"`
	Formats   []string  `yaml:"formats,omitempty" json:"formats,omitempty"` // file endings: jpg, png, pdf
	MaxKB     int       `yaml:"max_kb,omitempty" json:"max_kb,omitempty"`
	Certainty Certainty `yaml:"certainty,omitempty" json:"certainty,omitempty"`
	Sources   []string  `yaml:"sources" json:"sources"`
	Checked   string    `yaml:"checked" json:"checked"`
}

// Option is one of several choices, in a form field or among papers.
type Option struct {
	ID   string `yaml:"id" json:"id"`
	Text `yaml:",inline"`
}

// Field is one question of a form.
type Field struct {
	ID string `yaml:"id" json:"id"`
	// Type is name, text, address, date, mobile, pincode, email, amount,
	// number, choice, yesno or certificate (a number issued by the portal).
	Type     string `yaml:"type" json:"type"`
	Label    Text   `yaml:"label" json:"label"`
	Question Text   `yaml:"question" json:"question"`
	Help     Text   `yaml:"help,omitempty" json:"help,omitempty"`
	Optional bool   `yaml:"optional,omitempty" json:"optional,omitempty"`
	Personal bool   `yaml:"personal,omitempty" json:"personal,omitempty"`
	// Min and Max bound numbers (rupees, years), dates (YYYY-MM-DD or "today")
	// and, for text, the length in characters.
	Min     string   `yaml:"min,omitempty" json:"min,omitempty"`
	Max     string   `yaml:"max,omitempty" json:"max,omitempty"`
	Choices []Option `yaml:"choices,omitempty" json:"choices,omitempty"`
	// Only asks the field when an earlier field has one of the values.
	Only *Only `yaml:"only,omitempty" json:"only,omitempty"`
}

// Only is the condition under which a field is asked.
type Only struct {
	Field string   `yaml:"field" json:"field"`
	Is    []string `yaml:"is" json:"is"`
}

// Form is what an application asks, in order.
type Form struct {
	// Code is the letters in application numbers: SBX-<Code>-26-000123.
	Code string `yaml:"code" json:"code"`
	// Derived is true when the portal's own form was not seen and the fields
	// follow from the papers.
	Derived     bool     `yaml:"derived,omitempty" json:"derived,omitempty"`
	Note        Text     `yaml:"note,omitempty" json:"note,omitempty"`
	Fields      []Field  `yaml:"fields" json:"fields"`
	Uploads     []string `yaml:"uploads,omitempty" json:"uploads,omitempty"` // ids of papers
	Declaration Text     `yaml:"declaration" json:"declaration"`
}

// Names are the words people use for a service, in each form.
type Names struct {
	En   []string `yaml:"en" json:"en"`
	Hi   []string `yaml:"hi" json:"hi"`
	Latn []string `yaml:"latn" json:"latn"`
}

// All returns the names of every form, in order.
func (n Names) All() []string {
	return append(append(append([]string{}, n.En...), n.Hi...), n.Latn...)
}

// Link is a page for people.
type Link struct {
	Name Text   `yaml:"name" json:"name"`
	URL  string `yaml:"url" json:"url"`
}

// Service is one pack: all that is known of one public service.
type Service struct {
	ID         string `yaml:"id" json:"id"` // the folder's name
	Name       Text   `yaml:"name" json:"name"`
	Group      string `yaml:"group" json:"group"` // certificates, welfare, food, transport, civil, utilities, portal
	Department Text   `yaml:"department" json:"department"`
	Aliases    Names  `yaml:"aliases" json:"aliases"`
	// Ended is true for a service that no longer takes applications.
	Ended bool `yaml:"ended,omitempty" json:"ended,omitempty"`
	// Ask is where to turn when something is not known: office, page, number.
	Ask     Text     `yaml:"ask" json:"ask"`
	Portal  Link     `yaml:"portal" json:"portal"`
	Checked string   `yaml:"checked" json:"checked"`
	Sources []Source `yaml:"sources" json:"sources"`
	// AnswersFor are the aspects this pack answers for all services when a
	// question names none: how to track an application, whom to complain to.
	AnswersFor []Kind `yaml:"answers_for,omitempty" json:"answers_for,omitempty"`
	// Related are ids of services to offer next.
	Related []string `yaml:"related,omitempty" json:"related,omitempty"`
	// Omitted lists researched facts that no clause tells, each with the reason.
	Omitted []Omission `yaml:"omitted,omitempty" json:"omitted,omitempty"`

	Clauses  []Clause `yaml:"-" json:"clauses"`
	Papers   []Paper  `yaml:"-" json:"papers"`
	Form     *Form    `yaml:"-" json:"form,omitempty"`
	Examples Names    `yaml:"-" json:"examples"`
	// Questions are how people ask for single clauses and papers. They are read
	// by the search alone, which compares new questions with them.
	Questions []Questions `yaml:"-" json:"-"`
}

// Questions are ways in which people ask for one clause or paper.
type Questions struct {
	ID    string `yaml:"id" json:"id"` // of the clause or paper, within its pack
	Names `yaml:",inline"`
}

// Omission is a fact left out on purpose.
type Omission struct {
	Fact   string `yaml:"fact" json:"fact"`
	Reason string `yaml:"reason" json:"reason"`
}

// Source finds a source of the pack by id.
func (s *Service) Source(id string) (Source, bool) {
	for _, src := range s.Sources {
		if src.ID == id {
			return src, true
		}
	}
	return Source{}, false
}

// Paper finds a paper of the pack by id.
func (s *Service) Paper(id string) (Paper, bool) {
	for _, p := range s.Papers {
		if p.ID == id {
			return p, true
		}
	}
	return Paper{}, false
}

// FullID is the global id of a clause or paper of the pack.
func (s *Service) FullID(local string) string {
	return s.ID + "/" + strings.TrimPrefix(local, s.ID+"/")
}
