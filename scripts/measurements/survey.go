package main

import (
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
)

// The programme that effectiveness is measured on: ten touchpoints with ten indicators each,
// asked at 500 locations in two waves.
const (
	surveyTouchpoints = 10
	surveyIndicators  = 10 // of each touchpoint
	surveyLocations   = 500
	surveyCompetitors = 50 // of these
	surveyLinks       = 20 // of each wave
	surveyWaves       = 2
)

const surveyProject = "/api/v1/projects/bench"

// surveyKinds are the kinds of a touchpoint's indicators, in their order.
var surveyKinds = [surveyIndicators]string{"mean", "mean", "mean", "mean", "mean", "mean", "mean", "csat", "share", "nps"}

func touchpointName(t int) string { return fmt.Sprintf("point-%d", t) }

func questionName(t, i int) string { return fmt.Sprintf("point_%d_%d", t, i) }

func remarkName(t int) string { return fmt.Sprintf("point_%d_remark", t) }

type object = map[string]any

func english(format string, args ...any) object { return object{"en": fmt.Sprintf(format, args...)} }

// surveyDefinition is the questionnaire.
func surveyDefinition() object {
	ratings := []object{}
	for value := 5; value >= 1; value-- {
		ratings = append(ratings, object{"name": fmt.Sprint(value), "label": english("%d", value)})
	}
	ratings = append(ratings, object{"name": "na", "label": english("Not applicable"), "notApplicable": true})
	list := func(names ...string) []object {
		choices := []object{}
		for _, name := range names {
			choices = append(choices, object{"name": name, "label": english("%s", name)})
		}
		return choices
	}
	body := []object{
		{"type": "select_one", "name": "purpose", "choices": "purpose", "label": english("Why are you here?")},
		{"type": "select_one", "name": "age", "choices": "age", "label": english("How old are you?")},
	}
	indicators := []object{}
	for t := range surveyTouchpoints {
		questions := []object{}
		for i, kind := range surveyKinds {
			name := questionName(t, i)
			question := object{"type": "select_one", "choices": "rating", "name": name, "label": english("Question %d about point %d", i+1, t+1)}
			indicator := object{"name": name, "kind": kind, "of": name, "touchpoint": touchpointName(t), "title": english("Indicator %d of point %d", i+1, t+1), "relevantDifference": 0.1}
			switch kind {
			case "share":
				question["choices"], indicator["values"], indicator["relevantDifference"] = "yes_no", []string{"yes"}, 0.03
			case "csat":
				indicator["relevantDifference"] = 0.03
			case "nps":
				question = object{"type": "range", "name": name, "label": question["label"], "parameters": object{"start": 0, "end": 10, "step": 1}}
				indicator["relevantDifference"] = 5
			}
			questions, indicators = append(questions, question), append(indicators, indicator)
		}
		questions = append(questions, object{"type": "text", "name": remarkName(t), "label": english("What else about point %d?", t+1)})
		body = append(body, object{"type": "section", "name": fmt.Sprintf("section_%d", t), "label": english("Point %d", t+1), "touchpoint": touchpointName(t), "body": questions})
	}
	return object{
		"id": "survey", "version": 1, "kind": "customer", "title": english("Survey"), "defaultLanguage": "en",
		"choices":  object{"rating": ratings, "yes_no": list("yes", "no"), "purpose": list("buy", "advice", "collect", "return"), "age": list("under_30", "30_49", "50_64", "65_over")},
		"segments": []string{"purpose", "age"}, "body": body, "indicators": indicators,
	}
}

// furnish makes everything but the responses, through the API; it gives the ids of the links
// of each wave.
func furnish(s *server) ([surveyWaves][]string, error) {
	var links [surveyWaves][]string
	if err := s.call("POST", "/api/v1/projects", object{"id": "bench", "title": "Bench", "timeZone": "Europe/Zurich", "languages": []string{"en"}}, nil); err != nil {
		return links, err
	}
	for t := range surveyTouchpoints {
		point := object{"title": english("Point %d", t+1), "channel": "personal", "order": t, "goalLevel": 80, "relevantDifference": 2, "importance": t}
		if err := s.call("PUT", surveyProject+"/touchpoints/"+touchpointName(t), point, nil); err != nil {
			return links, err
		}
	}
	definition, err := json.Marshal(surveyDefinition())
	if err != nil {
		return links, err
	}
	if err := s.send("POST", surveyProject+"/definitions", "application/json", strings.NewReader(string(definition))); err != nil {
		return links, err
	}
	if err := importSurveyPlaces(s); err != nil {
		return links, err
	}
	for wave := range surveyWaves {
		name := surveyWave(wave)
		content := object{"title": english("Wave %d", wave+1), "kind": []string{"baseline", "followUp"}[wave], "order": wave,
			"firstDay": fmt.Sprintf("202%d-03-01", 5+wave), "lastDay": fmt.Sprintf("202%d-04-30", 5+wave),
			"arms": []object{{"name": "test", "tags": []string{"region 1"}}, {"name": "control", "tags": []string{"region 2"}}}}
		if err := s.call("PUT", surveyProject+"/waves/"+name, content, nil); err != nil {
			return links, err
		}
		for i := range surveyLinks {
			link := object{"title": fmt.Sprintf("Link %d", i), "definition": object{"id": "survey", "version": 1}, "wave": name, "group": surveyGroup(i)}
			var made struct{ ID string }
			if err := s.call("POST", surveyProject+"/links", link, &made); err != nil {
				return links, err
			}
			links[wave] = append(links[wave], made.ID)
		}
	}
	return links, nil
}

func surveyWave(wave int) string { return fmt.Sprintf("w%d", wave+1) }

// surveyGroup is who answers through a link.
func surveyGroup(link int) string {
	if link%4 == 3 {
		return "employees"
	}
	return "customers"
}

func surveyPlace(i int) string { return fmt.Sprintf("l%03d", i) }

// importSurveyPlaces brings the locations as a table; the last of them are competitors'.
func importSurveyPlaces(s *server) error {
	var table strings.Builder
	table.WriteString("code,title,brand,competitor,tags\n")
	for i := range surveyLocations {
		brand, competitor := "Own", "no"
		if i >= surveyLocations-surveyCompetitors {
			brand, competitor = fmt.Sprintf("Rival %d", i%3+1), "yes"
		}
		fmt.Fprintf(&table, "%s,Place %d,%s,%s,region %d\n", surveyPlace(i), i, brand, competitor, i%7)
	}
	var body strings.Builder
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "places.csv")
	if err == nil {
		_, err = io.WriteString(part, table.String())
	}
	if err == nil {
		err = form.WriteField("apply", "true")
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		return err
	}
	return s.send("POST", surveyProject+"/locations/import", form.FormDataContentType(), strings.NewReader(body.String()))
}
