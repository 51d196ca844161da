package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/service"
)

// compare prints the comparison of two waves, as the API gives it (--json) or as a table.
func compare(ctx context.Context, words []string, out io.Writer) error {
	set := flags("compare")
	read := configFlags(set)
	project := set.String("project", "", "project id (required)")
	baseline := set.String("baseline", "", "wave to compare with (required)")
	followUp := set.String("follow-up", "", "wave that is compared (required)")
	touchpoint := set.String("touchpoint", "", "only this touchpoint")
	rows := set.String("rows", "", "what is compared, separated by commas: composites, indicators, sections, questions (default composites,indicators)")
	standardise := set.String("standardise", "", "show the change at the baseline's mix of this, too: language, location, segment.<question>, …")
	competitors := set.String("competitors", "", "include: competitors' locations too; only: nobody else's")
	choice := service.Choice{Filter: map[string][]string{}}
	set.Func("where", "only responses with this property, for example tag=north or segment.age=young; repeat it for more", func(word string) error {
		name, value, found := strings.Cut(word, "=")
		if !found {
			return fmt.Errorf("%q is not of the form name=value", word)
		}
		choice.Filter[name] = append(choice.Filter[name], value)
		return nil
	})
	method := set.String("method", "", "test every row by this method where it fits instead of the rule's choice: "+strings.Join(measure.Methods, ", "))
	language := set.String("language", "en", "language of titles in the table")
	asJSON := set.Bool("json", false, "print what GET …/comparison answers")
	return withService(ctx, set, read, words, func(s *service.Service) error {
		member, err := s.Admit(ctx, service.Operator(), *project, auth.Read)
		if err != nil {
			return err
		}
		if err := s.CountOnce(ctx); err != nil {
			return err
		}
		choice.Competitors = *competitors
		query := service.ComparisonQuery{Baseline: *baseline, FollowUp: *followUp, Touchpoint: *touchpoint, Method: *method, Standardise: *standardise, Choice: choice}
		if *rows != "" {
			query.Rows = strings.Split(*rows, ",")
		}
		comparison, err := s.Comparison(ctx, member, query)
		if err != nil {
			return err
		}
		if *asJSON {
			encoder := json.NewEncoder(out)
			encoder.SetIndent("", "  ")
			return encoder.Encode(comparison)
		}
		return printComparison(out, comparison, *language)
	})
}

// stateWords names the states of responses in a sentence.
var stateWords = map[fieldwork.State]string{
	fieldwork.Submitted: "submitted", fieldwork.InReview: "in review", fieldwork.Returned: "returned",
	fieldwork.Approved: "approved", fieldwork.Rejected: "rejected", fieldwork.Excluded: "excluded",
}

func printComparison(out io.Writer, c *measure.Comparison, language string) error {
	title := func(text form.Text, otherwise string) string {
		for _, tag := range []string{language, "en", "de"} {
			if words := text[tag]; words != "" {
				return words
			}
		}
		return otherwise
	}
	_, _ = fmt.Fprintf(out, "%s: %s compared with %s; 95 %% intervals, false discovery rate %g %%\n",
		c.Project.Title, title(c.FollowUp.Title, c.FollowUp.Name), title(c.Baseline.Title, c.Baseline.Name), c.FalseDiscoveryRate*100)
	states := make([]string, len(c.CountedStates))
	for i, state := range c.CountedStates {
		states[i] = stateWords[state]
	}
	_, _ = fmt.Fprintf(out, "Counted: responses that are %s.\n\n", strings.Join(states, ", "))
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "TOUCHPOINT\tINDICATOR\tBASELINE\tn\tFOLLOW-UP\tn\tCHANGE\tINTERVAL\tq\tEQUAL MIX\tGOAL ATTAINED\tVERDICT")
	for _, row := range c.Rows {
		change, interval, q := "-", "-", "-"
		if row.Change != nil {
			change = difference(row.Change.Estimate, row.Kind)
			interval = difference(row.Change.Interval[0], row.Kind) + " to " + difference(row.Change.Interval[1], row.Kind)
			q = fmt.Sprintf("%.4f", row.Change.Q)
		}
		verdict := string(row.Verdict)
		if row.Relevant {
			verdict += ", relevant"
		}
		if row.Needed != nil {
			where := ""
			if row.Needed.Clusters != nil {
				where = fmt.Sprintf(" in %d clusters", *row.Needed.Clusters)
			}
			verdict += fmt.Sprintf(" (%d responses%s per wave would decide)", row.Needed.Responses, where)
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%d\t%s\t%s\t%s\t%s\t%s\t%s\n", row.Touchpoint, named(row, title),
			number(row.Baseline.Estimate, row.Kind), row.Baseline.N, number(row.FollowUp.Estimate, row.Kind), row.FollowUp.N,
			change, interval, q, equalMix(row), attained(row), verdict)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	noted, order := map[string][]string{}, []string{}
	for _, row := range c.Rows {
		for _, note := range row.Notes {
			text := title(note.Text, note.Code)
			if noted[text] == nil {
				order = append(order, text)
			}
			noted[text] = append(noted[text], named(row, title))
		}
	}
	for _, text := range order {
		_, _ = fmt.Fprintf(out, "\nNote on %s: %s", strings.Join(noted[text], ", "), text)
	}
	for _, warning := range c.Warnings {
		_, _ = fmt.Fprintf(out, "\nWarning: %s", title(warning.Text, warning.Code))
	}
	_, err := fmt.Fprintln(out)
	return err
}

// named tells what a row is about; the composite of a touchpoint has no name of its own.
func named(row measure.Row, title func(form.Text, string) string) string {
	if row.Role == measure.RoleComposite {
		return "= " + title(row.Title, row.Indicator)
	}
	return title(row.Title, row.Indicator)
}

// equalMix prints the change at the baseline's mix, where it was asked for and can be told.
func equalMix(row measure.Row) string {
	if row.Standardised == nil {
		return "-"
	}
	s := row.Standardised
	return fmt.Sprintf("%s (%s to %s)", difference(s.Estimate, row.Kind), difference(s.Interval[0], row.Kind), difference(s.Interval[1], row.Kind))
}

// attained prints the goal attainment.
func attained(row measure.Row) string {
	if row.GoalAttainment == nil {
		return "-"
	}
	g := row.GoalAttainment
	return fmt.Sprintf("%.0f %% (%.0f to %.0f %%)", 100*g.Value, 100*g.Interval[0], 100*g.Interval[1])
}

// number prints the value of an indicator: shares as percentages, all others with two digits.
func number(value *float64, kind string) string {
	switch {
	case value == nil:
		return "-"
	case kind == "share" || kind == "csat":
		return fmt.Sprintf("%.1f %%", *value*100)
	}
	return fmt.Sprintf("%.2f", *value)
}

// difference prints a change: that of shares in percentage points (pp).
func difference(value float64, kind string) string {
	if kind == "share" || kind == "csat" {
		return fmt.Sprintf("%+.1f pp", value*100)
	}
	return fmt.Sprintf("%+.2f", value)
}
