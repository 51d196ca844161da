package fieldwork

import "fmt"

// photoReused tells of files that look like one of another assignment's report.
func photoReused(f *Facts) []Flag {
	var flags []Flag
	for _, match := range f.Photos {
		for _, file := range f.Response.Attachments {
			if file.ID != match.Attachment || file.Superseded {
				continue
			}
			message := "Another report has the same picture."
			if match.Bits > 0 {
				message = "Another report has a picture that looks the same."
			}
			flags = append(flags, Flag{Code: "photoReused", Question: file.Question, Message: message, Value: map[string]any{
				"response": match.Response, "attachment": match.Other, "bits": match.Bits,
			}})
			break
		}
	}
	return flags
}

// photoOld tells of pictures taken more than two hours before the check-in; without one, on a
// day before that of the report. Both times are of the device's clock.
func photoOld(f *Facts) []Flag {
	var flags []Flag
	for _, file := range f.Response.Attachments {
		if file.TakenAt == nil || file.Superseded {
			continue
		}
		old := false
		if in := f.checkIn(); in != nil {
			old = file.TakenAt.Before(in.At.Add(-beforeVisit))
		} else {
			begun := f.Response.SubmittedAt
			if f.Response.StartedAt != nil {
				begun = *f.Response.StartedAt
			}
			old = file.TakenAt.In(f.Zone).Format(dayFormat) < begun.In(f.Zone).Format(dayFormat)
		}
		if old {
			flags = append(flags, Flag{Code: "photoOld", Question: file.Question, Message: fmt.Sprintf("The picture was taken on %s, before the visit.", file.TakenAt.In(f.Zone).Format(dayFormat+" "+hourOfTheDay)), Value: file.TakenAt.String()})
		}
	}
	return flags
}

// proofMissing tells of proofs the assignment asks for as answers that the report lacks. A
// visit that was not possible needs one file that shows it.
func proofMissing(f *Facts) []Flag {
	if f.Assignment == nil {
		return nil
	}
	if !f.possible() {
		for _, file := range f.Response.Attachments {
			if file.Question == NotPossibleFiles && !file.Superseded {
				return nil
			}
		}
		return []Flag{{Code: "proofMissing", Question: NotPossibleFiles, Message: "Nothing shows that the visit was not possible."}}
	}
	var flags []Flag
	for _, proof := range f.Assignment.Proofs {
		if proof.Question != "" && !answered(f.Response.Answers, QuestionName(proof.Question)) {
			flags = append(flags, Flag{Code: "proofMissing", Question: proof.Question, Message: "A proof that was asked for is missing."})
		}
	}
	return flags
}

// answered tells whether a question has an answer anywhere, also inside repeats.
func answered(answers map[string]any, name string) bool {
	if _, ok := answers[name]; ok {
		return true
	}
	for _, answer := range answers {
		if list, ok := instances(answer); ok {
			for _, members := range list {
				if answered(members, name) {
					return true
				}
			}
		}
	}
	return false
}
