package edistrict

import "time"

// Text is one thing said in Hindi and in English; either may be empty when the
// server did not say it.
type Text struct {
	Hi string
	En string
}

// Service is something that can be applied for.
type Service struct {
	ID         string // such as income-certificate
	Code       string // the letters in its numbers, such as INC
	Name       Text
	Department Text
	// FeeINR is the fee in rupees; nil when it is not confirmed, and then
	// nothing is charged.
	FeeINR *int
	// FeeText is what is known of the fee, in words; may be empty.
	FeeText Text
	// Days is how many working days the office has; nil when not known, and
	// then applications have no due date.
	Days   *int
	Fields []Field
}

// Field is one question of a service's form.
type Field struct {
	ID string
	// Type is name, text, address, date (YYYY-MM-DD), mobile, pincode, email,
	// amount, number, choice, yesno (yes or no) or certificate; any other is
	// treated as text.
	Type     string
	Required bool     // submit demands an answer
	Choices  []string // accepted answers of a choice; empty means any
}

// Origin says where an answer came from. Every result carries one.
type Origin struct {
	// Sandbox is true when the record is simulated. Tell the citizen.
	Sandbox bool
	Source  string    // the server's name for itself; may be empty
	AsOf    time.Time // the server's time; zero when it did not say
}
