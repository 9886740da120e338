package evals

import "html/template"

// reportWords are the report's own words, English and Hindi. Names of checks,
// suites and cases, and the reasons that programs read too, stay as they are.
var reportWords = map[string][2]string{
	"title":          {"Evaluation of Sahayak", "सहायक का मूल्यांकन"},
	"to_cases":       {"To the cases", "सीधे सवालों पर जाएँ"},
	"model":          {"Model", "मॉडल"},
	"embedder":       {"embedder", "एम्बेडर"},
	"trials":         {"trials a case", "बार हर सवाल"},
	"partial":        {"Only part of the cases was run; the gates were not applied.", "सिर्फ़ कुछ सवाल चलाए गए; पास होने की सीमाएँ लागू नहीं की गईं।"},
	"language":       {"Language of this page", "इस पन्ने की भाषा"},
	"result":         {"Result", "नतीजा"},
	"result_caption": {"Cases that pass, by suite and by the form the question is written in; in brackets the lower 95 % bound", "पास हुए सवाल, समूह और लिखावट के हिसाब से; कोष्ठक में 95 % भरोसे वाली निचली सीमा"},
	"suite":          {"Suite", "समूह"},
	"all":            {"All", "कुल"},
	"stopped":        {"stopped", "रोका गया"},
	"passed":         {"passes its gate", "शर्तें पूरी, पास"},
	"pass_all":       {"Chance that k trials all pass", "k बार में हर बार पास होने की संभावना"},
	"wrong":          {"Replies with a wrong fee, day count, limit or list of papers", "ग़लत फ़ीस, दिन, सीमा या काग़ज़ बताने वाले जवाब"},
	"flaky":          {"Pass in some trials only", "कभी पास, कभी फ़ेल"},
	"change":         {"Change from the baseline", "पिछले माने हुए नतीजे से बदलाव"},
	"regressed":      {"Passed before, fail now", "पहले पास थे, अब फ़ेल"},
	"fixed":          {"Failed before, pass now", "पहले फ़ेल थे, अब पास"},
	"new":            {"New", "नए"},
	"missing":        {"Missing", "ग़ायब"},
	"other_model":    {"The baseline is of another model or embedder; the differences are shown but stop nothing.", "पिछला नतीजा किसी और मॉडल या एम्बेडर का है; फ़र्क़ दिखाया गया है, पर इससे कुछ रुकता नहीं।"},
	"no_baseline":    {"No baseline yet: every case is new.", "अभी तक कोई पिछला नतीजा नहीं है: हर सवाल नया है।"},
	"slices":         {"Slices", "हिस्सों में नतीजा"},
	"by_service":     {"By service", "सेवा के हिसाब से"},
	"by_kind":        {"By kind of question", "सवाल के प्रकार के हिसाब से"},
	"by_all":         {"By service and kind", "सेवा और सवाल के प्रकार के हिसाब से"},
	"service":        {"Service", "सेवा"},
	"kind":           {"Kind", "प्रकार"},
	"service_kind":   {"Service, kind", "सेवा, प्रकार"},
	"checks":         {"Checks", "जाँचें"},
	"checks_caption": {"Every check: mean of its values, marks with a value, marks that fail, marks without a value and why", "हर जाँच: औसत, कितनी बार नापा गया, कितनी बार फ़ेल, कितनी बार नहीं नापा जा सका और क्यों"},
	"check":          {"Check", "जाँच"},
	"mean":           {"Mean", "औसत"},
	"measured":       {"Measured", "नापा गया"},
	"failed":         {"Failed", "फ़ेल"},
	"unmeasured":     {"unmeasured", "नापा नहीं गया"},
	"cost":           {"Time and cost", "समय और ख़र्च"},
	"cost_caption":   {"Time of a message, tokens read and written, cost", "एक संदेश का समय, पढ़े और लिखे गए टोकन, ख़र्च"},
	"messages":       {"Messages", "संदेश"},
	"tokens":         {"Tokens in / out", "टोकन पढ़े / लिखे"},
	"price":          {"Cost", "ख़र्च"},
	"cases":          {"Cases", "सवाल"},
	"find":           {"Show only cases with", "सिर्फ़ वे सवाल दिखाएँ जिनमें हो"},
	"bad_cases":      {"Cases that do not pass", "जो पास नहीं हुए"},
	"good_cases":     {"Cases that pass", "जो पास हुए"},
	"none":           {"None.", "कोई नहीं।"},
	"noscript":       {"Without scripts, cases that pass show their first message only; the whole record is in run.jsonl.", "स्क्रिप्ट बंद होने पर पास हुए सवालों का सिर्फ़ पहला संदेश दिखता है; पूरा रिकॉर्ड run.jsonl में है।"},
	"footer":         {"Made by sahayak eval. This page asks nothing of the network.", "sahayak eval से बना। यह पन्ना इंटरनेट से कुछ नहीं माँगता।"},
}

// bothLanguages is a text of the report in both languages; style shows one.
func bothLanguages(key string) template.HTML {
	w, ok := reportWords[key]
	if !ok {
		w = [2]string{key, key}
	}
	return template.HTML(`<span class="en" lang="en">` + template.HTMLEscapeString(w[0]) + `</span><span class="hi" lang="hi">` + template.HTMLEscapeString(w[1]) + `</span>`)
}
