import { describe, expect, it } from 'vitest';
import type { AttachmentRef } from '$lib/client/response';
import { after, again, enqueue, goesOn, nextDue, nextStep, nextTime, type Outcome, type OutboxItem, pauseAfter, pauses, progressOf, recover, underWay, unsentOf } from './outbox';

const content = (id: string) => ({
  id,
  definition: { id: 'd', version: 1 },
  answers: { q: 1 },
  language: 'en',
  startedAt: '2026-01-01T10:00:00.000Z',
  submittedAt: '2026-01-01T10:01:00.000Z'
});
const photo = (id: string): AttachmentRef => ({ id, question: 'photo', name: 'a.jpg', type: 'image/jpeg', size: 10 });
const answer = (id: string, now = 0): OutboxItem => enqueue({ kind: 'answer', token: 't', content: content(id) }, 'A', now);
const report = (id: string, photos: string[], person = 'anna'): OutboxItem =>
  enqueue({ kind: 'report', project: 'p', person, content: { ...content(id), assignment: 'a', attachments: photos.map(photo) } }, 'R', 0);
const refusal = { code: 'response.conflict', detail: 'Taken.', status: 409, fields: [] };
const apply = (item: OutboxItem, outcome: Outcome, now = 1000): OutboxItem =>
  after(item, nextStep(item) ?? { kind: 'content' }, outcome, now, 1);

describe('steps of an item', () => {
  it('an answer is delivered once its content is received', () => {
    expect(nextStep(apply(answer('1'), { kind: 'received', missing: [] }))).toBeUndefined();
  });
  it('a report sends its content first, then only what the server lacks, each file from where it stands', () => {
    let item = report('1', ['x', 'y', 'z']);
    expect(nextStep(item)).toEqual({ kind: 'content' });
    item = apply(item, { kind: 'received', missing: ['y', 'z'] });
    expect(progressOf(item)).toEqual({ done: 2, total: 4 });
    expect(nextStep(item)).toMatchObject({ kind: 'standing', attachment: { id: 'y' } });
    item = apply(item, { kind: 'stands', at: 4 });
    expect(nextStep(item)).toMatchObject({ kind: 'piece', attachment: { id: 'y' }, from: 4 });
    item = apply(item, { kind: 'stands', at: 8 });
    expect(underWay(item)).toMatchObject({ attachment: { id: 'y' }, sent: 8 });
    item = apply(item, { kind: 'stands', at: 10 });
    expect(nextStep(item)).toMatchObject({ kind: 'standing', attachment: { id: 'z' } });
    expect(nextStep(apply(item, { kind: 'stands', at: 10 }))).toBeUndefined();
  });
  it('a customer’s answers have attachments too', () => {
    const item = enqueue({ kind: 'answer', token: 't', content: { ...content('1'), attachments: [photo('x')] } }, 'A', 0);
    expect(nextStep(apply(item, { kind: 'received', missing: ['x'] }))).toMatchObject({ kind: 'standing', attachment: { id: 'x' } });
  });
  it('the same photo at two questions is sent once', () => {
    expect(progressOf(report('1', ['x', 'x']))).toEqual({ done: 0, total: 2 });
  });
});

describe('what becomes of an item', () => {
  for (const { name, given, want } of [
    { name: 'unreachable waits', given: { kind: 'unreachable' }, want: { state: 'queued', failures: 1, notBefore: 1000 + pauses.first } },
    { name: 'later waits at least as long as asked', given: { kind: 'later', after: 60 }, want: { state: 'queued', notBefore: 61_000 } },
    { name: 'ended sign-in keeps it and says so', given: { kind: 'signIn' }, want: { state: 'queued', needsSignIn: true } },
    { name: 'refusal keeps it with the reason', given: { kind: 'refused', refusal }, want: { state: 'kept', refusal } }
  ] as { name: string; given: Outcome; want: object }[]) {
    it(name, () => expect(apply(answer('1'), given)).toMatchObject(want));
  }
  it('content never changes on the way', () => {
    const item = report('1', ['x']);
    const outcomes: Outcome[] = [{ kind: 'later' }, { kind: 'signIn' }, { kind: 'unreachable' }, { kind: 'received', missing: ['x'] }, { kind: 'stands', at: 10 }];
    expect(outcomes.reduce((at, outcome) => apply(at, outcome), item).parcel).toBe(item.parcel);
  });
  it('trying again forgets pause and reason', () => {
    const kept = apply(answer('1'), { kind: 'refused', refusal });
    expect(again(kept)).toEqual(answer('1'));
  });
  it('what was under way when the page ended is sent again', () => {
    expect(recover({ ...answer('1'), state: 'sending' }).state).toBe('queued');
    const kept = apply(answer('1'), { kind: 'refused', refusal });
    expect(recover(kept)).toBe(kept);
  });
});

describe('a file under way', () => {
  const begun = apply(apply(apply(report('1', ['x']), { kind: 'received', missing: ['x'] }), { kind: 'stands', at: 0 }), { kind: 'stands', at: 4 });
  const asks = { kind: 'standing', attachment: { id: 'x' } };
  for (const { name, given, want } of [
    { name: 'after a broken connection the server is asked', given: apply(begun, { kind: 'unreachable' }), want: asks },
    { name: 'after a busy server too', given: apply(begun, { kind: 'later' }), want: asks },
    { name: 'after a refusal that is tried again too', given: again(apply(begun, { kind: 'refused', refusal })), want: asks },
    { name: 'when the page ended on the way too', given: recover({ ...begun, state: 'sending' }), want: asks },
    { name: 'it goes on from where the server says it stands', given: apply(apply(begun, { kind: 'unreachable' }), { kind: 'stands', at: 2 }), want: { kind: 'piece', from: 2 } }
  ]) {
    it(name, () => expect(nextStep(given)).toMatchObject(want));
  }
  it('what brings it no further waits like a failure, and further ones longer', () => {
    const stuck = apply(begun, { kind: 'stands', at: 4 });
    expect(stuck).toMatchObject({ failures: 1, notBefore: 1000 + pauses.first, upload: { at: 4 } });
    expect(goesOn(begun, stuck, { kind: 'stands', at: 4 })).toBe(false);
    const told = apply(apply(stuck, { kind: 'unreachable' }), { kind: 'stands', at: 4 });
    expect(told.failures).toBe(2);
    expect(apply(told, { kind: 'later' }).failures).toBe(3);
    expect(apply(told, { kind: 'stands', at: 5 }).failures).toBe(0);
  });
});

describe('order and time', () => {
  const anna = { person: 'anna' };
  const nobody = { person: undefined };
  it('the oldest due item goes first', () => {
    expect(nextDue([answer('b', 2), answer('a', 1)], nobody, 10)?.id).toBe('a');
    expect(nextDue([{ ...answer('a', 1), notBefore: 11 }, answer('b', 2)], nobody, 10)?.id).toBe('b');
  });
  it('a report waits for its own person, an answer for nobody', () => {
    const items = [report('1', [], 'berta'), answer('2', 5)];
    expect(nextDue(items, anna, 10)?.id).toBe('2');
    expect(nextDue([items[0] as OutboxItem], anna, 10)).toBeUndefined();
    expect(nextTime([items[0] as OutboxItem], nobody)).toBeUndefined();
  });
  it('kept items neither leave nor wake anybody, but count', () => {
    const kept = apply(answer('1'), { kind: 'refused', refusal });
    expect(nextDue([kept], nobody, 1e15)).toBeUndefined();
    expect(nextTime([kept], nobody)).toBeUndefined();
    expect(unsentOf([kept, answer('2')])).toEqual({ count: 2, kept: 1, needsSignIn: false });
  });
  it('pauses double up to five minutes, with jitter down to half', () => {
    expect([1, 2, 3, 9, 1000].map((failures) => pauseAfter(failures, 1))).toEqual([2_000, 4_000, 8_000, 300_000, 300_000]);
    expect(pauseAfter(1, 0)).toBe(1_000);
  });
});
