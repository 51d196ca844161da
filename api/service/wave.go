package service

import (
	"context"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Waves gives the waves in their order.
func (s *Service) Waves(ctx context.Context, member Member) (List[fieldwork.Wave], error) {
	items, err := s.waves.everything(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}})
	return List[fieldwork.Wave]{Items: items}, err
}

// PutWave creates or replaces the wave of that name.
func (s *Service) PutWave(ctx context.Context, member Member, wave fieldwork.Wave) (fieldwork.Wave, error) {
	wave.Project, wave.ID, wave.CreatedAt = member.project.ID, member.project.ID+"/"+wave.Name, s.instant()
	if err := wave.Check(); err != nil {
		return wave, err
	}
	return s.waves.put(ctx, wave.ID, func(old *fieldwork.Wave) (fieldwork.Wave, error) {
		if old != nil {
			wave.CreatedAt = old.CreatedAt
		}
		return wave, nil
	})
}

// wave gives a wave of the project; NotFound "wave.unknown".
func (s *Service) wave(ctx context.Context, project, name string) (fieldwork.Wave, error) {
	wave, _, err := s.waves.get(ctx, project+"/"+name)
	if fault.Is(err, fault.NotFound) {
		return wave, s.waves.unknown(name)
	}
	return wave, err
}
