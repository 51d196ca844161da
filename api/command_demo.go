package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"touchstone/api/service"
)

// addDemo makes the demo project, or completes it.
func addDemo(ctx context.Context, words []string, out io.Writer) error {
	set := flags("demo")
	read := configFlags(set)
	return withService(ctx, set, read, words, func(s *service.Service) error {
		begun := time.Now()
		project, err := s.AddDemo(ctx)
		if err == nil {
			_, err = fmt.Fprintf(out, "The demo project %q is there (%.1f s): touchstone compare --project %s --baseline baseline --follow-up autumn\n",
				project.ID, time.Since(begun).Seconds(), project.ID)
		}
		return err
	})
}
