package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"touchstone/api/service"
)

// verify counts every stored response anew and compares: with the numbers a server would start
// with now, and with those of a running one if --server names it.
func verify(ctx context.Context, words []string, out io.Writer) error {
	set := flags("verify")
	read := configFlags(set)
	server := set.String("server", "", "also compare with the numbers of the server that runs at this address, for example http://127.0.0.1:8080")
	return withService(ctx, set, read, words, func(s *service.Service) error {
		found, err := s.VerifyOnce(ctx)
		if err != nil {
			return err
		}
		start := "a full count"
		if found.Checkpoint {
			start = "the checkpoint"
		}
		printVerification(out, "A start from "+start, found)
		wrong := len(found.Differences)
		if *server != "" {
			token, err := s.AdministratorToken(ctx)
			if err != nil {
				return err
			}
			running, err := askVerification(ctx, *server, token)
			if err != nil {
				return err
			}
			printVerification(out, "The server at "+*server, running)
			wrong += len(running.Differences)
		}
		if wrong > 0 {
			return errors.New("the numbers are not those of the stored responses; restart the server to count them anew, and please report this")
		}
		return nil
	})
}

func printVerification(out io.Writer, what string, v service.Verification) {
	took := v.FinishedAt.Sub(v.StartedAt.Time).Seconds()
	_, _ = fmt.Fprintf(out, "%s: %d responses counted anew in %.1f s, %d differences.\n", what, v.Counted, took, len(v.Differences))
	for _, d := range v.Differences {
		_, _ = fmt.Fprintf(out, "  %s: %s: have %s, want %s\n", d.Place, strings.TrimSpace(d.Response+" "+d.What), d.Have, d.Want)
	}
	if v.More {
		_, _ = fmt.Fprintln(out, "  and more.")
	}
}

// askVerification has a running server verify its numbers.
func askVerification(ctx context.Context, server, token string) (v service.Verification, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(server, "/")+"/api/v1/verification", nil)
	if err != nil {
		return v, &usageError{err.Error()}
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return v, fmt.Errorf("the server does not answer: %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<10))
		return v, fmt.Errorf("the server answers %s: %s", answer.Status, text)
	}
	err = json.NewDecoder(answer.Body).Decode(&v)
	return v, err
}
