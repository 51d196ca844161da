import type { Definition } from '$lib/engine/definition';
import { send, type List } from './http';
import type { Location } from './location';
import type { TextMap } from './project';
import type { DefinitionRef, ReportReceipt } from './response';

/** An amount in the smallest unit of its ISO 4217 currency. */
export interface Money {
  amount: number;
  currency: string;
}

/** Everything a phone needs to do one assignment without network. */
export interface FieldAssignment {
  assignment: {
    id: string;
    project: string;
    wave: string;
    definition: DefinitionRef;
    location: string;
    person: string;
    /** Days in the project's time zone, both included; absent is open. */
    firstDay?: string;
    lastDay?: string;
    scenario?: TextMap;
    /** Markdown. */
    briefing?: TextMap;
    fee?: Money;
    cancelled?: boolean;
  };
  project: { id: string; title: string; timeZone: string };
  location: Location;
  wave: { name: string; title: TextMap };
  definition: Definition;
  /** What the server has of the report, if anything. */
  response?: ReportReceipt;
}

/** The signed-in shopper's assignments; undefined when those of the given entity tag still stand. */
export async function fieldAssignments(tag?: string): Promise<{ items: FieldAssignment[]; tag?: string } | undefined> {
  const answer = await send('GET', '/field/assignments', tag ? { headers: { 'If-None-Match': tag } } : {});
  if (answer.status === 304) return undefined;
  const { items } = (await answer.json()) as List<FieldAssignment>;
  const fresh = answer.headers.get('ETag');
  return { items, ...(fresh ? { tag: fresh } : {}) };
}
