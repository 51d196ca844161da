package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

var asset = regexp.MustCompile(`(?:src|href)="(/assets/[^"]+\.(?:js|css))"`)

// customerPage adds up the brotli size of every script and style sheet that the customer's
// page names, which is all it loads before the first question can be answered.
func customerPage(dist string) (figure, error) {
	html, err := os.ReadFile(filepath.Join(dist, "answer.html"))
	if err != nil {
		return figure{}, err
	}
	var bytes int64
	files := asset.FindAllSubmatch(html, -1)
	for _, match := range files {
		info, err := os.Stat(filepath.Join(dist, string(match[1])+".br"))
		if err != nil {
			return figure{}, err
		}
		bytes += info.Size()
	}
	return figure{
		what:     "customer page: JavaScript and CSS before the first question (brotli)",
		measured: fmt.Sprintf("%.1f kB in %d files", float64(bytes)/1000, len(files)),
		bar:      "50 kB",
	}, nil
}
