/**
 * Mints a UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits.
 * Ids of responses and events are minted here, so that sending again is recognised.
 */
export function mintId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(now / 2 ** 32));
  view.setUint32(2, now % 2 ** 32);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The seed of a response's random choices: the last 48 bits of its id, so that the server draws alike. */
export const seedOf = (id: string): number => Number.parseInt(id.slice(-12), 16);
