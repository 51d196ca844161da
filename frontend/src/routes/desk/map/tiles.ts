import { me } from '$lib/client/project';

/** Where pictures of the map come from, as the server is set up; null: nowhere, and places lie on a grid. */
export interface Tiles {
  /** With {z}, {x} and {y}. */
  url: string;
  attribution: string;
}

let asked: Promise<Tiles | null> | undefined;

/** The tile server of this installation, asked for once; unreachable counts as none for now. */
export function tileServer(): Promise<Tiles | null> {
  asked ??= me().then(
    ({ tiles }) => tiles ?? null,
    () => {
      asked = undefined;
      return null;
    }
  );
  return asked;
}
