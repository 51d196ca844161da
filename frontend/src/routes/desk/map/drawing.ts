// The map itself: Leaflet over configured tiles or a plain grid. Loaded only when a map is shown.
// Colours come from style sheets alone, so that themes change without drawing again.
import 'leaflet/dist/leaflet.css';
import * as leaflet from 'leaflet';
import { toneOf, type Place } from './place';
import type { Tiles } from './tiles';

interface Words {
  zoomIn: string;
  zoomOut: string;
}

/** A grid of squares instead of pictures; their size in metres is what the scale says. */
class Grid extends leaflet.GridLayer {
  protected override createTile(): HTMLElement {
    return leaflet.DomUtil.create('div', 'place-grid');
  }
}

const radius = { plain: 7, chosen: 10 };

/** One map in one element; `end` before the element goes. */
export class Drawing {
  readonly #map: leaflet.Map;
  readonly #layer = leaflet.featureGroup();
  readonly #marks = new Map<string, leaflet.CircleMarker>();
  #chosen: string | undefined;
  #fitted: string | undefined;
  #bounds: leaflet.LatLngBounds | undefined;

  constructor(
    element: HTMLElement,
    tiles: Tiles | null,
    words: Words,
    private readonly choose: (id: string) => void
  ) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#map = leaflet.map(element, {
      zoomControl: false,
      attributionControl: false,
      // The wheel scrolls the page until the map has been clicked or reached by the keyboard.
      scrollWheelZoom: false,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      inertia: !calm,
      worldCopyJump: true,
      maxZoom: 19,
      minZoom: 1
    });
    leaflet.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(this.#map);
    leaflet.control.scale({ imperial: false, maxWidth: 128 }).addTo(this.#map);
    if (tiles) {
      leaflet.tileLayer(tiles.url, { maxZoom: 19 }).addTo(this.#map);
      const attribution = leaflet.control.attribution({ prefix: false }).addTo(this.#map);
      attribution.addAttribution(escaped(tiles.attribution));
    } else new Grid({ tileSize: 128 }).addTo(this.#map);
    this.#layer.addTo(this.#map);
    this.#map.on('focus click', () => this.#map.scrollWheelZoom.enable());
    this.#map.on('blur', () => this.#map.scrollWheelZoom.disable());
  }

  /** Shows these places; when they are others than before, all of them come into view. */
  show(places: readonly Place[]): void {
    this.#layer.clearLayers();
    this.#marks.clear();
    for (const place of places) {
      const at: leaflet.LatLngTuple = [place.lat, place.lon];
      if (place.accuracy) leaflet.circle(at, { radius: place.accuracy, className: 'place-accuracy', interactive: false }).addTo(this.#layer);
      const mark = leaflet.circleMarker(at, { radius: radius.plain, className: `place-mark ${toneOf(place)}` });
      mark.bindTooltip(textNode(place.label), { direction: 'top' });
      mark.on('click', () => this.choose(place.id));
      mark.addTo(this.#layer);
      this.#marks.set(place.id, mark);
    }
    this.#bounds = boundsOf(places);
    const fitted = places.map(({ id, lat, lon }) => `${id} ${lat} ${lon}`).join('\n');
    if (fitted !== this.#fitted) this.fit();
    this.#fitted = fitted;
    this.select(this.#chosen);
  }

  /** Brings all places into view; without any, the world. */
  fit(): void {
    if (this.#bounds) this.#map.fitBounds(this.#bounds, { padding: [28, 28], maxZoom: 16, animate: false });
    else this.#map.setView([20, 0], 1);
  }

  /** Marks a place and brings it into view. */
  select(id: string | undefined): void {
    const before = this.#chosen === undefined ? undefined : this.#marks.get(this.#chosen);
    before?.setRadius(radius.plain);
    before?.getElement()?.classList.remove('chosen');
    this.#chosen = id;
    const mark = id === undefined ? undefined : this.#marks.get(id);
    if (!mark) return;
    mark.setRadius(radius.chosen).bringToFront();
    mark.getElement()?.classList.add('chosen');
    if (!this.#map.getBounds().contains(mark.getLatLng())) this.#map.panTo(mark.getLatLng());
  }

  /** The element has another size. */
  resize(): void {
    this.#map.invalidateSize({ pan: false });
  }

  end(): void {
    this.#map.remove();
  }
}

/** What holds all places with the circles they lie in. */
function boundsOf(places: readonly Place[]): leaflet.LatLngBounds | undefined {
  const [first, ...rest] = places.map(({ lat, lon, accuracy }) => leaflet.latLng(lat, lon).toBounds(2 * (accuracy ?? 0)));
  return first && rest.reduce((all, one) => all.extend(one), first);
}

/** Labels are people's own words and never markup. */
function textNode(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}

function escaped(text: string): string {
  return textNode(text).innerHTML;
}
