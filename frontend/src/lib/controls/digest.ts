/** Up to here a file is read at once, which browsers digest fastest; bytes. */
const atOnce = 16_000_000;

const hexadecimal = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The SHA-256 of a file, in hexadecimal. Large files are read piece by piece, as a phone's memory may not hold them. */
export async function digestOf(content: Blob): Promise<string> {
  if (content.size <= atOnce) return hexadecimal(new Uint8Array(await crypto.subtle.digest('SHA-256', await content.arrayBuffer())));
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const running = sha256.create();
  const reader = content.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) running.update(piece.value);
  return hexadecimal(running.digest());
}
