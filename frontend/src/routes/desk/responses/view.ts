/** How a picture is looked at: turned, enlarged and moved within its pane. */
export interface View {
  /** 1 fits the pane. */
  zoom: number;
  /** Degrees clockwise: 0, 90, 180 or 270. */
  turn: number;
  /** Pixels to the right and down from the middle. */
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const whole: View = { zoom: 1, turn: 0, x: 0, y: 0 };

const mostZoom = 8;

/** The scale at which a picture, turned as it is, just fits a pane; never larger than it is. */
export function fitOf(picture: Size, pane: Size, turn: number): number {
  const [width, height] = turn % 180 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  return width > 0 && height > 0 ? Math.min(1, pane.width / width, pane.height / height) : 1;
}

/** Keeps the picture over the pane: it cannot be moved further than its edge. */
function held(view: View, picture: Size, pane: Size): View {
  const scale = fitOf(picture, pane, view.turn) * view.zoom;
  const [width, height] = view.turn % 180 === 0 ? [picture.width, picture.height] : [picture.height, picture.width];
  const within = (value: number, room: number) => (room > 0 ? Math.min(Math.max(value, -room), room) : 0);
  return { ...view, x: within(view.x, (width * scale - pane.width) / 2), y: within(view.y, (height * scale - pane.height) / 2) };
}

export const zoomed = (view: View, by: number, picture: Size, pane: Size): View => {
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom * by));
  const grown = zoom / view.zoom;
  return held({ ...view, zoom, x: view.x * grown, y: view.y * grown }, picture, pane);
};

export const turned = (view: View, picture: Size, pane: Size): View => held({ ...view, turn: (view.turn + 90) % 360, x: 0, y: 0 }, picture, pane);

export const moved = (view: View, x: number, y: number, picture: Size, pane: Size): View => held({ ...view, x: view.x + x, y: view.y + y }, picture, pane);
