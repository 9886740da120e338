package evals

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Scale is how far apart two labels are.
type Scale string

// The scales: nominal labels are the same or not; interval labels are numbers,
// and their distance counts.
const (
	Nominal  Scale = "nominal"
	Interval Scale = "interval"
)

// Label is what one rater said of one item.
type Label struct {
	Item  string `json:"item"` // suite/case, or suite/case#message
	Rater string `json:"rater"`
	Label string `json:"label"`
}

// ErrNoAlpha is the reason why there is no agreement to measure.
var ErrNoAlpha = errors.New("unmeasured: no two raters labelled the same item, or all labels are one")

// Alpha is Krippendorff's alpha of the labels: 1 is full agreement, 0 what
// chance would give, below 0 worse than chance. Items that only one rater
// labelled do not count; raters may leave items out. The error is ErrNoAlpha, a
// rater who labelled an item twice, or a label that is no number on the interval
// scale.
//
// K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
func Alpha(labels []Label, scale Scale) (float64, error) {
	units, err := unitsOf(labels)
	if err != nil {
		return 0, err
	}
	apart := func(a, b string) (float64, error) {
		if a == b {
			return 0, nil
		}
		return 1, nil
	}
	if scale == Interval {
		apart = squared
	}
	var all []string // the values of items that can be paired
	observed := 0.0
	for _, values := range units {
		if len(values) < 2 {
			continue
		}
		all = append(all, values...)
		sum, err := pairs(values, apart)
		if err != nil {
			return 0, err
		}
		observed += sum / float64(len(values)-1)
	}
	expected, err := pairs(all, apart)
	if err != nil {
		return 0, err
	}
	if len(all) == 0 || expected == 0 {
		return 0, ErrNoAlpha
	}
	n := float64(len(all))
	return 1 - (observed/n)/(expected/(n*(n-1))), nil
}

// unitsOf are the labels of each item, in the order of items.
func unitsOf(labels []Label) (units [][]string, err error) {
	at := map[string]int{}
	seen := map[[2]string]bool{}
	for _, l := range labels {
		who := [2]string{l.Item, l.Rater}
		if seen[who] {
			return nil, fmt.Errorf("%s is labelled twice by %s", l.Item, l.Rater)
		}
		seen[who] = true
		if _, known := at[l.Item]; !known {
			at[l.Item] = len(units)
			units = append(units, nil)
		}
		units[at[l.Item]] = append(units[at[l.Item]], l.Label)
	}
	return units, nil
}

// pairs sums the distances of all ordered pairs, by how often each value stands.
func pairs(values []string, apart func(a, b string) (float64, error)) (sum float64, err error) {
	count := map[string]float64{}
	var kinds []string
	for _, v := range values {
		if count[v]++; count[v] == 1 {
			kinds = append(kinds, v)
		}
	}
	slices.Sort(kinds) // so that sums come out the same to the last bit
	for _, a := range kinds {
		for _, b := range kinds {
			d, err := apart(a, b)
			if err != nil {
				return 0, err
			}
			sum += count[a] * count[b] * d
		}
	}
	return sum, nil
}

func squared(a, b string) (float64, error) {
	x, errA := strconv.ParseFloat(a, 64)
	y, errB := strconv.ParseFloat(b, 64)
	if errA != nil || errB != nil || math.IsNaN(x+y) || math.IsInf(x+y, 0) {
		return 0, fmt.Errorf("the labels %q and %q are not both numbers, as the interval scale needs", a, b)
	}
	return (x - y) * (x - y), nil
}
