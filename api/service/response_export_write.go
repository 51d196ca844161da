package service

import (
	"context"
	"io"

	"golang.org/x/sync/errgroup"

	"touchstone/api/export"
	"touchstone/api/store"
)

// The bounds of what an export holds in memory: so many pieces of about so many bytes of
// stored text, however large the table is.
const (
	exportPieces = 4
	exportBytes  = 1 << 20
)

// piece is some responses on their way into a table.
type piece struct {
	records []store.Record
	lines   []byte
	turned  chan struct{}
}

// Write writes the table as CSV. While one piece is read, those before are turned into lines
// on the other cores, and written in their order.
func (e *ResponseExport) Write(ctx context.Context, w io.Writer) error {
	if _, err := w.Write(e.lines.AppendHeader(nil)); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	idle := make(chan *piece, exportPieces)
	read, ordered := make(chan *piece, exportPieces), make(chan *piece, exportPieces) // every piece fits
	for range exportPieces {
		idle <- &piece{turned: make(chan struct{}, 1)}
	}
	group.Go(func() error {
		defer close(read)
		defer close(ordered)
		return e.read(ctx, idle, func(p *piece) {
			read <- p
			ordered <- p
		})
	})
	for range exportPieces / 2 {
		lines := e.lines.Copy()
		group.Go(func() error {
			for p := range read {
				e.turn(lines, p)
				p.turned <- struct{}{}
			}
			return nil
		})
	}
	group.Go(func() error {
		for p := range ordered {
			<-p.turned
			if _, err := w.Write(p.lines); err != nil {
				return err
			}
			idle <- p
		}
		return nil
	})
	return group.Wait()
}

// read fills pieces that are idle, one after the other.
func (e *ResponseExport) read(ctx context.Context, idle <-chan *piece, give func(*piece)) error {
	query := e.query
	for query.Limit = 50; ; {
		var p *piece
		select {
		case p = <-idle:
		case <-ctx.Done():
			return ctx.Err()
		}
		page, err := e.store.Find(ctx, responses, query)
		if err != nil {
			return err
		}
		p.records = page.Records
		query.Limit = nextLimit(page.Records)
		give(p)
		if page.Next == "" {
			return nil
		}
		query.After = page.Next
	}
}

// nextLimit gives how many responses to read next, by the length of those read.
func nextLimit(records []store.Record) int {
	length := 1
	for _, record := range records {
		length += len(record.Body)
	}
	return min(max(exportBytes*len(records)/length, 1), store.MaxLimit)
}

// turn makes the lines of a piece.
func (e *ResponseExport) turn(lines *export.ResponseLines, p *piece) {
	p.lines = p.lines[:0]
	for _, record := range p.records {
		if e.wanted(record.Body) {
			p.lines = lines.Append(p.lines, record.Body)
		}
	}
	p.records = nil
}
