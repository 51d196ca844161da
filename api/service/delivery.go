package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// Sender is who sends the files of responses: a member for reports, or somebody anonymous
// through a link. Only SenderOf and LinkSender make one.
type Sender struct {
	project    string
	person     string // "" through a link
	lead       bool
	link       string
	closed     bool             // the link takes no new responses any more
	definition *form.Definition // that the link asks; nil for members
}

// SenderOf gives the sender that a member is.
func SenderOf(member Member) Sender {
	project := member.project.ID
	return Sender{project: project, person: member.person.ID, lead: member.person.Has(project, fieldwork.Lead)}
}

// LinkSender gives the sender that answers through a link: NotFound "link.unknown", Invalid
// "link.files" when its definition asks for no files.
func (s *Service) LinkSender(ctx context.Context, token string) (Sender, error) {
	link, err := s.publicLinkOf(ctx, token)
	if err != nil {
		return Sender{}, err
	}
	compiled, err := s.forms.get(ctx, link.Project, link.Definition)
	if err != nil {
		return Sender{}, err
	}
	if len(fieldwork.MediaAsked(compiled.definition)) == 0 {
		return Sender{}, fault.New(fault.Invalid, "link.files", "This survey asks for no files.")
	}
	closed := link.Closed && link.ClosedAt != nil && s.now().After(link.ClosedAt.Add(closedGrace))
	return Sender{project: link.Project, link: link.ID, closed: closed, definition: compiled.definition}, nil
}

// sent tells whether a response came from the sender.
func (s Sender) sent(r fieldwork.Response) bool {
	if s.link != "" {
		return r.Link == s.link
	}
	return r.Project == s.project && (r.Person == s.person || s.lead)
}

// delivery is one file on its way to a response.
type delivery struct {
	project, response, digest, person string

	size    int64
	arrived *arrival // what is there already
	known   bool     // the response is here
	named   bool     // and names the file
	// questions takes the file: its kinds with the largest size, in bytes, of each.
	questions map[fieldwork.MediaKind]int64
}

// mostFiles is how many files may come for a response that does not name them, or not yet.
const mostFiles = 200

// delivery checks who sends what; size 0 is not known.
func (s *Service) delivery(ctx context.Context, sender Sender, response, digest string, size int64) (delivery, error) {
	d := delivery{project: sender.project, response: response, digest: digest, person: sender.person, size: size}
	if !fieldwork.IsUUID(response) || !fieldwork.IsDigest(digest) {
		return d, fault.New(fault.Invalid, "attachment.address", "The address names a response by its UUID and a file by its SHA-256.")
	}
	kept, _, err := s.responses.get(ctx, response)
	switch {
	case err == nil && !sender.sent(kept):
		return d, s.responses.unknown(response)
	case err == nil:
		err = s.expected(ctx, &d, kept)
	case fault.Is(err, fault.NotFound) && sender.closed:
		err = linkClosed()
	case fault.Is(err, fault.NotFound):
		err = nil
		d.questions = possible(sender.definition)
	}
	if err != nil {
		return d, err
	}
	count, total := 0, size
	for file, err := range s.arrivals.all(ctx, store.Query{Index: "response", Equal: []any{d.project, response}}) {
		if err != nil {
			return d, err
		}
		if file.SHA256 == digest {
			d.arrived = &file
			total -= size
		}
		count, total = count+1, total+file.Size
	}
	switch {
	case d.arrived == nil && !d.named && count >= mostFiles:
		return d, fault.New(fault.TooLarge, "attachment.tooMany", "At most %d files may come before their response.", mostFiles)
	case d.arrived == nil && total > s.mostBytes:
		return d, fault.New(fault.TooLarge, "attachment.total", "The files of one response may have at most %d MB together.", s.mostBytes>>20)
	}
	return d, d.refusal("", size)
}

// measured refuses a file whose size is not stated.
func (d delivery) measured() error {
	if d.size <= 0 {
		return fault.New(fault.Invalid, "attachment.length", "State the length of the file, at least one byte.")
	}
	return nil
}

// expected finds the questions that a response announces the file for.
func (s *Service) expected(ctx context.Context, d *delivery, kept fieldwork.Response) error {
	compiled, err := s.forms.get(ctx, kept.Project, kept.Definition)
	if err != nil {
		return err
	}
	d.known, d.questions = true, map[fieldwork.MediaKind]int64{}
	for _, announced := range kept.Attachments {
		if announced.ID != d.digest {
			continue
		}
		kind := fieldwork.FileKind(compiled.definition, announced.Question)
		d.questions[kind] = max(d.questions[kind], mostOf(compiled.definition, announced.Question, kind))
	}
	d.named = len(d.questions) > 0
	if !d.named {
		d.questions = possible(compiled.definition)
		if kept.Source == fieldwork.FromAssignment {
			d.questions[fieldwork.ProofFile] = fieldwork.ProofFile.Most() // a revision may name it
		}
	}
	return nil
}

// possible gives what any question of a definition takes; nil is any definition.
func possible(definition *form.Definition) map[fieldwork.MediaKind]int64 {
	kinds := fieldwork.MediaKinds
	if definition != nil {
		kinds = fieldwork.MediaAsked(definition)
	}
	questions := map[fieldwork.MediaKind]int64{}
	for _, kind := range kinds {
		questions[kind] = kind.Most()
	}
	return questions
}

// mostOf is the largest file of a question, in bytes.
func mostOf(definition *form.Definition, path string, kind fieldwork.MediaKind) int64 {
	question, known := definition.Question(fieldwork.QuestionName(path))
	if known && question.LargestSize() < float64(kind.Most()) {
		return int64(question.LargestSize())
	}
	return kind.Most()
}

// refusal is the fault of a file that no question takes; looks "" is not known yet.
func (d delivery) refusal(looks string, size int64) error {
	var most int64
	for kind, bytes := range d.questions {
		if _, taken := kind.Takes(looks); taken || looks == "" {
			most = max(most, bytes)
		}
	}
	switch {
	case most == 0:
		return fault.New(fault.Invalid, "attachment.type", "The question does not take a file of this type (%s), whatever its name says.", looks)
	case size > most:
		return attachmentTooLarge(most)
	}
	return nil
}

// digestOf gives the SHA-256 of a text in lower-case hexadecimal.
func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
