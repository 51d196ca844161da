package service

import (
	"bytes"
	"context"
	"io"

	"touchstone/api/fault"
)

// keepFile keeps the file of an import among the attachments, named by its content.
func (s *Service) keepFile(ctx context.Context, p *preparedImport, file []byte) error {
	return s.blobs.Put(ctx, p.Content, p.Size, bytes.NewReader(file))
}

// importedFile gives the file of an import again.
func (s *Service) importedFile(ctx context.Context, i Import) (data []byte, failure error) {
	content, _, err := s.blobs.Open(ctx, i.Content)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.NotFound, "import.file", "The file of this import is not kept any more.")
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if err := content.Close(); failure == nil {
			failure = err
		}
	}()
	return io.ReadAll(content)
}
