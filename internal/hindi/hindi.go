// Package hindi handles the three ways Hindi and English are written in Delhi:
// Devanagari, English, and Hindi typed in Latin letters.
//
// Clean makes a text safe to show and to store. Normalise gives the one form
// that index and query share, Tokens its words, and Key a phonetic key on which
// Devanagari and Latin spellings of a word meet. Romanise writes Devanagari as
// people in Delhi type it in Latin letters, Numbers finds numbers written in
// digits or words of either language, and Script tells the script of a text.
//
// The package knows no service and no rule. All functions are safe for
// concurrent use, accept any input, valid UTF-8 or not, and never fail.
package hindi
