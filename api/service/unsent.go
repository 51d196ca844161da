package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// Bounds of a file of unsent reports, in bytes.
const (
	MostUnsentFile  = 2 << 30  // as it is uploaded
	mostUnsentList  = 64 << 20 // unsent.json
	mostUnsentBytes = 4 << 30  // all files in it, unpacked
)

// UnsentTaken says what became of a file of unsent reports.
type UnsentTaken struct {
	Items       []UnsentResult `json:"items"`
	Attachments int            `json:"attachments"` // files that are here now
	Whole       bool           `json:"whole"`       // false when the file was cut off and may have held more
}

// UnsentResult says what became of one report or revision.
type UnsentResult struct {
	ID         string `json:"id"`         // of the report, or of the revision's event
	Assignment string `json:"assignment"` // "" when that is not known
	Result     string `json:"result"`     // added, known or refused
	Message    string `json:"message,omitempty"`
}

// TakeUnsent takes in a file of unsent reports as if the shoppers of the assignments had sent
// them, flagged as such. What is whole is taken, the rest is told; a second time changes
// nothing. Invalid "unsent.format" when it is no such file.
func (s *Service) TakeUnsent(ctx context.Context, member Member, upload io.Reader) (UnsentTaken, error) {
	taken := UnsentTaken{Items: []UnsentResult{}}
	file, size, done, err := spool(upload)
	if err != nil {
		return taken, unreadable(err)
	}
	defer done()
	intake := &unsentIntake{service: s, member: member, archive: openArchive(file, size), left: mostUnsentBytes, carried: map[string]bool{}}
	list, err := intake.archive.open("unsent.json")
	if err != nil {
		return taken, fault.Wrap(fault.Invalid, "unsent.format", err, "This is no file of unsent reports, or it was cut off at its beginning.")
	}
	defer func() { _ = list.Close() }()
	// The person stands before the items in every file that a phone writes, but nothing
	// demands that; so the items are gathered first.
	var items []fieldwork.UnsentItem
	person, whole, err := fieldwork.ReadUnsent(io.LimitReader(list, mostUnsentList), func(item fieldwork.UnsentItem) error {
		items = append(items, item)
		return nil
	})
	if err != nil {
		return taken, err
	}
	intake.person = person
	for _, item := range items {
		result, err := intake.take(ctx, item)
		if err != nil {
			return taken, err
		}
		taken.Items = append(taken.Items, result)
	}
	taken.Attachments, taken.Whole = len(intake.carried), whole && intake.archive.whole
	return taken, nil
}

// unsentIntake is one file of unsent reports on its way in.
type unsentIntake struct {
	service *Service
	member  Member
	archive archive
	person  string          // whose phone it was
	left    int64           // bytes that may still be unpacked
	carried map[string]bool // files that are here now, by response and digest
}

// take takes one item. Only failures of ours are errors; what is wrong with the item is its result.
func (i *unsentIntake) take(ctx context.Context, item fieldwork.UnsentItem) (UnsentResult, error) {
	var result UnsentResult
	var err error
	switch {
	case item.Project != i.member.project.ID:
		err = fault.New(fault.Invalid, "unsent.item", "It belongs to another project.")
	case item.Kind == "report":
		err = i.report(ctx, item, &result)
	case item.Kind == "revision":
		err = i.revision(ctx, item, &result)
	default:
		err = fault.New(fault.Invalid, "unsent.item", "It is neither a report nor a revision.")
	}
	if err == nil {
		return result, nil
	}
	switch refused := fault.Of(err); refused.Kind {
	case fault.Internal, fault.Unavailable:
		return result, err
	default:
		result.Result, result.Message = "refused", refused.Message
		return result, nil
	}
}

// fromFile marks what did not come from the phone itself.
var fromFile = []fieldwork.Flag{{Code: "fromFile", Message: "It came in a file that was saved on the phone."}}

func (i *unsentIntake) report(ctx context.Context, item fieldwork.UnsentItem, result *UnsentResult) error {
	submission, err := item.ReadReport()
	if err != nil {
		return err
	}
	result.ID, result.Assignment = submission.ID, submission.Assignment
	assignment, _, err := i.service.assignments.get(ctx, submission.Assignment)
	if fault.Is(err, fault.NotFound) || err == nil && assignment.Project != i.member.project.ID {
		return i.service.assignments.unknown(submission.Assignment)
	}
	if err != nil {
		return err
	}
	shopper := assignment.Person
	if assignment.Held(i.person) {
		shopper = i.person
	}
	if shopper == "" {
		return fault.New(fault.Invalid, "unsent.item", "Nobody has this assignment, so it is not known whose report it is.")
	}
	receipt, err := i.service.submit(ctx, report{i.member.project, assignment, submission, shopper, i.member.person.ID}, fromFile)
	if err != nil {
		return err
	}
	return i.carry(ctx, submission.ID, submission.Attachments, receipt, result)
}

func (i *unsentIntake) revision(ctx context.Context, item fieldwork.UnsentItem, result *UnsentResult) error {
	revision, err := item.ReadRevision()
	if err != nil {
		return err
	}
	result.ID = revision.ID
	kept, _, err := i.service.responses.get(ctx, item.Response)
	if fault.Is(err, fault.NotFound) || err == nil && (kept.Project != i.member.project.ID || kept.Source != fieldwork.FromAssignment) {
		return i.service.responses.unknown(item.Response)
	}
	if err != nil {
		return err
	}
	result.Assignment = kept.Assignment
	receipt, err := i.service.revise(ctx, i.member.project, kept, revision, i.member.person.ID, fromFile)
	if err != nil {
		return err
	}
	return i.carry(ctx, kept.ID, revision.Attachments, receipt, result)
}

// carry brings the files of an item to its response.
func (i *unsentIntake) carry(ctx context.Context, response string, files []fieldwork.Announcement, receipt Receipt, result *UnsentResult) error {
	result.Result = "known"
	if receipt.New {
		result.Result = "added"
	}
	missing := 0
	for _, file := range files {
		if i.carried[response+"/"+file.ID] {
			continue
		}
		err := i.attach(ctx, response, file)
		if kind := fault.Of(err); kind != nil && (kind.Kind == fault.Internal || kind.Kind == fault.Unavailable) {
			return err
		}
		if err != nil {
			missing++
			continue
		}
		i.carried[response+"/"+file.ID] = true
	}
	if missing > 0 {
		result.Message = fmt.Sprintf("%d of its %d files are not whole in the file, or no question takes them.", missing, len(files))
	}
	return nil
}

// attach brings one file; Invalid when the archive has it not, or not whole.
func (i *unsentIntake) attach(ctx context.Context, response string, file fieldwork.Announcement) error {
	sender := Sender{project: i.member.project.ID, person: i.member.person.ID, lead: true}
	if present, err := i.service.arrived(ctx, sender.project, response, file.ID); present || err != nil {
		return err
	}
	if file.Size > i.left {
		return fault.New(fault.TooLarge, "unsent.tooLarge", "The files are too large together.")
	}
	content, err := i.archive.open(mediaName(file.ID))
	if errors.Is(err, os.ErrNotExist) {
		return fault.New(fault.Invalid, "unsent.missing", "The file is not there.")
	}
	if err != nil {
		return fault.Wrap(fault.Invalid, "unsent.missing", err, "The file cannot be read.")
	}
	defer func() { _ = content.Close() }()
	i.left -= file.Size
	return i.service.Attach(ctx, sender, response, file.ID, file.Size, brokenArchive{content})
}

// arrived tells whether a file of a response is here.
func (s *Service) arrived(ctx context.Context, project, response, digest string) (bool, error) {
	_, _, err := s.arrivals.get(ctx, arrivalID(project, response, digest))
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// brokenArchive turns every failure to read an entry into one of the archive, so that none is
// taken for a failure of ours.
type brokenArchive struct{ content io.Reader }

func (b brokenArchive) Read(p []byte) (int, error) {
	n, err := b.content.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fault.Wrap(fault.Invalid, "unsent.missing", err, "The file is not whole.")
	}
	return n, err
}
