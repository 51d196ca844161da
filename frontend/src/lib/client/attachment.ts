import { send } from './http';
import { Problem } from './problem';
import { within } from './project';

/** Through which door a response and its files go: a member's project, or a public link. */
export type Door = { project: string } | { token: string };

/** So many bytes go at once; a piece that breaks off is asked for again from where it broke. */
export const pieceSize = 1_048_576;

const addressOf = (door: Door, response: string, id: string): string => {
  const rest = `/responses/${encodeURIComponent(response)}/attachments/${id}`;
  return 'project' in door ? within(door.project, rest) : `/links/${encodeURIComponent(door.token)}${rest}`;
};

const stands = (answer: Response): number => Number(answer.headers.get('Upload-Offset') ?? 0);

/** The files of responses, by the SHA-256 of their content; they go in pieces, and what arrived once stays. */
export const attachments = {
  /** How many bytes the server has. */
  async standing(door: Door, response: string, id: string): Promise<number> {
    try {
      return stands(await send('HEAD', addressOf(door, response, id), { anonymous: 'token' in door }));
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.kind === 'notFound') return 0;
      throw thrown;
    }
  },

  /** Sends the piece that begins at a byte, and gives how many bytes the server has then; should it stand elsewhere, that is where. */
  async sendPiece(door: Door, response: string, id: string, content: Blob, from: number): Promise<number> {
    const piece = content.slice(from, from + pieceSize);
    try {
      const answer = await send('PATCH', addressOf(door, response, id), {
        anonymous: 'token' in door,
        raw: piece,
        headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(from), 'Upload-Length': String(content.size) },
        // A slow uplink of 100 kbit/s, and half a minute to begin with.
        timeout: 30_000 + piece.size / 12.5
      });
      return stands(answer);
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'attachment.offset' && thrown.kind === 'conflict') return attachments.standing(door, response, id);
      throw thrown;
    }
  }
};
