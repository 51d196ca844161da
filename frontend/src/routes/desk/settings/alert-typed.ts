import { alertKinds, type Alert, type AlertKind, type KeptAlert } from '$lib/client/alert';
import type { Definition, Question } from '$lib/engine/definition';
import { decimal, typedNumber } from '../decimal';

/** An alert as a form holds it: every number is text. */
export interface TypedAlert {
  title: string;
  kind: AlertKind;
  definition: string;
  section: string;
  indicator: string;
  threshold: string;
  touchpoint: string;
  imports: boolean;
  mail: string[];
  touchpointOwner: boolean;
  case: boolean;
  owner: string;
  dueDays: string;
  hook: boolean;
  url: string;
  /** '' keeps the one there is. */
  secret: string;
  active: boolean;
}

export const comparesScore = (kind: AlertKind): boolean => kind === 'scoreBelow' || kind === 'scoreAbove';
export const comparesIndicator = (kind: AlertKind): boolean => kind === 'indicatorBelow' || kind === 'indicatorAbove';

/** Shares are typed in percent. */
const factorOf = (kind: string | undefined): number => (kind === 'share' || kind === 'csat' ? 100 : 1);

export const typedOf = (alert: KeptAlert | undefined, columnKind: string | undefined): TypedAlert => ({
  title: alert?.title ?? '',
  kind: alert?.kind ?? alertKinds[0],
  definition: alert?.definition ?? '',
  section: alert?.section ?? '',
  indicator: alert?.indicator ?? '',
  threshold: typedNumber(alert?.threshold === undefined ? undefined : alert.threshold * factorOf(columnKind)),
  touchpoint: alert?.touchpoint ?? '',
  imports: alert?.imports ?? false,
  mail: alert?.mail ?? [],
  touchpointOwner: alert?.touchpointOwner ?? true,
  case: alert?.case ?? true,
  owner: alert?.owner ?? '',
  dueDays: alert ? typedNumber(alert.dueDays) : '5',
  hook: alert?.webhook !== undefined,
  url: alert?.webhook?.url ?? '',
  secret: '',
  active: alert?.active ?? true
});

/** What is sent. Members that do not belong to the kind are left out. */
export function alertOf(id: string, typed: TypedAlert, columnKind: string | undefined): Alert {
  const compares = comparesScore(typed.kind) || comparesIndicator(typed.kind);
  const threshold = decimal(typed.threshold);
  const days = decimal(typed.dueDays);
  return {
    id,
    title: typed.title.trim(),
    kind: typed.kind,
    ...(typed.definition && { definition: typed.definition }),
    ...(comparesScore(typed.kind) && typed.section && { section: typed.section }),
    ...((comparesIndicator(typed.kind) || typed.kind === 'detractor') && typed.indicator && { indicator: typed.indicator }),
    ...(compares && threshold !== undefined && { threshold: threshold / factorOf(columnKind) }),
    ...(typed.touchpoint && { touchpoint: typed.touchpoint }),
    ...(typed.imports && { imports: true }),
    mail: typed.mail,
    touchpointOwner: typed.touchpointOwner,
    ...(typed.hook && { webhook: { url: typed.url.trim(), ...(typed.secret && { secret: typed.secret }) } }),
    case: typed.case,
    ...(typed.case && typed.owner && { owner: typed.owner }),
    ...(typed.case && days !== undefined && { dueDays: days }),
    active: typed.active
  };
}

/** The names of what is wrong with what was typed. */
export function mistakesOf(typed: TypedAlert): Set<string> {
  const wrong = new Set<string>();
  if ((comparesScore(typed.kind) || comparesIndicator(typed.kind)) && decimal(typed.threshold) === undefined) wrong.add('threshold');
  if (comparesIndicator(typed.kind) && !typed.indicator) wrong.add('indicator');
  const days = decimal(typed.dueDays);
  if (typed.case && typed.dueDays.trim() !== '' && (days === undefined || !Number.isInteger(days) || days < 0 || days > 3650)) wrong.add('dueDays');
  if (!typed.case && !typed.touchpointOwner && !typed.hook && typed.mail.length === 0) wrong.add('case');
  return wrong;
}

/** A signing secret of Standard Webhooks: 32 random bytes. */
export const newSecret = (): string => 'whsec_' + btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));

/** The sections of a definition, also those inside others. */
export function sectionsOf(definition: Definition | undefined): Question[] {
  const inside = (body: readonly Question[]): Question[] => body.flatMap((one) => [...(one.type === 'section' ? [one] : []), ...inside(one.body ?? [])]);
  return inside(definition?.body ?? []);
}
