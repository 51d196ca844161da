package service

import (
	"container/list"
	"context"
	"fmt"
	"sync"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// compiledForm is a published version with its compiled engine.
type compiledForm struct {
	definition *form.Definition
	form       *form.Form
}

// cachedForms bounds the compiled versions kept in memory; a version of 200 questions takes
// some hundred kilobytes.
const cachedForms = 200

// formCache keeps the compiled versions used last. Published versions never change, so an
// entry is never stale.
type formCache struct {
	definitions shelf[fieldwork.PublishedDefinition]
	lock        sync.Mutex
	entries     map[string]*list.Element
	recent      *list.List // newest first, of formEntry
}

type formEntry struct {
	id       string
	compiled *compiledForm
}

func newFormCache(definitions shelf[fieldwork.PublishedDefinition]) *formCache {
	return &formCache{definitions: definitions, entries: map[string]*list.Element{}, recent: list.New()}
}

func definitionID(project string, ref fieldwork.DefinitionRef) string {
	return fmt.Sprintf("%s/%s/%d", project, ref.ID, ref.Version)
}

// get gives a published version of the project; NotFound "definition.unknown".
func (c *formCache) get(ctx context.Context, project string, ref fieldwork.DefinitionRef) (*compiledForm, error) {
	id := definitionID(project, ref)
	c.lock.Lock()
	if element, ok := c.entries[id]; ok {
		c.recent.MoveToFront(element)
		c.lock.Unlock()
		return element.Value.(formEntry).compiled, nil
	}
	c.lock.Unlock()

	published, _, err := c.definitions.get(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.NotFound, "definition.unknown", "There is no definition %q in version %d here.", ref.ID, ref.Version)
	}
	if err != nil {
		return nil, err
	}
	engine, err := form.Compile(published.Definition)
	if err != nil {
		return nil, fmt.Errorf("compile the published definition %s: %w", id, err)
	}
	compiled := &compiledForm{definition: published.Definition, form: engine}
	c.lock.Lock()
	defer c.lock.Unlock()
	if _, ok := c.entries[id]; !ok {
		c.entries[id] = c.recent.PushFront(formEntry{id, compiled})
		if c.recent.Len() > cachedForms {
			oldest := c.recent.Back()
			delete(c.entries, c.recent.Remove(oldest).(formEntry).id)
		}
	}
	return compiled, nil
}
