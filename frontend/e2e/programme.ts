// A small programme prepared over the API: a project with a baseline and a follow-up.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Person } from './api';

/** A definition that ships with the product. */
export function library(name: string): { id: string; version: number; body: { name: string; weight?: number }[] } {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../../surveys/library/${name}.json`, import.meta.url)), 'utf8'));
}

export interface Level {
  n: number;
  estimate: number | null;
}
export interface Comparison {
  rows: { indicator: string; touchpoint?: string; verdict: string; baseline: Level; followUp: Level }[];
}

/** Adds the project "story" with waves "before" and "after" and a published definition. */
export async function prepare(lead: Person, definition: string): Promise<void> {
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.put('/projects/story/waves/before', { title: { en: 'Before', de: 'Vorher' }, kind: 'baseline', order: 1 });
  await lead.put('/projects/story/waves/after', { title: { en: 'After', de: 'Nachher' }, kind: 'followUp', order: 2 });
  await lead.post('/projects/story/definitions', library(definition));
}

export const compare = (lead: Person): Promise<Comparison> =>
  lead.get<Comparison>('/projects/story/comparison?baseline=before&followUp=after');

/** Waits until a reading satisfies the test; gives the last reading either way. */
export async function eventually<T>(read: () => Promise<T>, satisfied: (reading: T) => boolean, patience = 10_000): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const reading = await read();
    if (satisfied(reading) || Date.now() > deadline) return reading;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
