package measure

import (
	"strconv"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Names of traits.
const (
	TraitCluster    = "cluster" // responses that depend on each other; "" stands for itself
	TraitLocation   = "location"
	TraitLanguage   = "language"
	TraitSource     = "source"
	TraitTouchpoint = "touchpoint" // that its link names
	TraitLink       = "link"
	TraitGroup      = "group" // of respondents, for example customers or employees
	TraitAccount    = "account"
)

// segmentPrefix marks the traits that are answers.
const segmentPrefix = "segment."

// SegmentTrait names the trait that is the answer to a question of Definition.Segments.
func SegmentTrait(question string) string { return segmentPrefix + question }

// SegmentOf gives the question of a trait made by SegmentTrait.
func SegmentOf(trait string) (question string, is bool) {
	return strings.CutPrefix(trait, segmentPrefix)
}

// GroupOf gives the group of respondents that a kind of definition asks, "" for none.
func GroupOf(definitionKind string) string {
	switch definitionKind {
	case "mystery":
		return "shoppers"
	case "customer":
		return "customers"
	case "employee":
		return "employees"
	case "visit":
		return "visits"
	}
	return ""
}

// SegmentsOf gives the answers by which a definition's results may be split, by question:
// single values as text, the names of a select_multiple joined by a space. Questions without
// such an answer are left out; nil when none is left.
func SegmentsOf(definition *form.Definition, answers map[string]any) map[string]string {
	var segments map[string]string
	for _, question := range definition.Segments {
		text := segmentText(answers[question])
		if text == "" {
			continue
		}
		if segments == nil {
			segments = map[string]string{}
		}
		segments[question] = text
	}
	return segments
}

func segmentText(answer any) string {
	switch a := answer.(type) {
	case string:
		return a
	case float64:
		return strconv.FormatFloat(a, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(a)
	case []string:
		return strings.Join(a, " ")
	case []any: // as read from the store
		names := make([]string, 0, len(a))
		for _, one := range a {
			name, isText := one.(string)
			if !isText {
				return ""
			}
			names = append(names, name)
		}
		return strings.Join(names, " ")
	}
	return ""
}

// Segmented tells whether responses stored without segments have them in their answers.
func (p *Plan) Segmented() bool { return p.definition != nil && len(p.definition.Segments) > 0 }

// Scored tells whether the plan reads the scores of responses.
func (p *Plan) Scored() bool { return len(p.automatic) > 0 }

// traitsOf gives what a response may be told apart by. Responses stored before segments and
// groups were kept get theirs from their answers and their definition.
func (p *Plan) traitsOf(response *fieldwork.Response) map[string]string {
	traits := map[string]string{
		TraitCluster: response.Cluster, TraitLocation: response.Location, TraitLanguage: response.Language, TraitSource: response.Source,
		TraitTouchpoint: response.Touchpoint, TraitLink: response.Link, TraitGroup: response.Group, TraitAccount: response.Account,
	}
	segments := response.Segments
	if p.definition != nil {
		if response.Group == "" {
			traits[TraitGroup] = GroupOf(p.definition.Kind)
		}
		if segments == nil {
			segments = SegmentsOf(p.definition, response.Answers)
		}
	}
	for question, value := range segments {
		traits[SegmentTrait(question)] = value
	}
	return traits
}
