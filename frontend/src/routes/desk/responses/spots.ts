/** The places that prove a visit, for the map and the list beside it. */
import type { Place as Coordinates } from '$lib/client/response';
import type { ResponseDetail } from '$lib/client/response-list';
import { lengthText } from '$lib/controls/messages-place';
import type { Place } from '../map/place';
import { t } from './messages-evidence';
import { labelOf } from './paths';

export interface Spot {
  place: Place;
  /** How far from the location, and whether that is near enough; '' when nothing is known. */
  remark: string;
}

export function spotsOf({ response, evidence, definition }: ResponseDetail): Spot[] {
  const location = evidence?.location;
  const radius = location?.radius;
  const spots: Spot[] = [];
  const add = (id: string, label: string, tone: string, position: Coordinates | undefined, distance?: number) => {
    if (!position) return;
    const outside = distance !== undefined && radius !== undefined && distance > radius;
    spots.push({
      place: {
        id,
        lat: position.lat,
        lon: position.lon,
        label,
        tone: outside ? 'danger' : tone,
        ...(position.accuracy !== undefined && { accuracy: position.accuracy })
      },
      remark: distance === undefined ? '' : [t.away(lengthText(distance)), radius === undefined ? '' : outside ? t.outside : t.inside].filter(Boolean).join(', ')
    });
  };
  if (location?.position) {
    add('location', location.title || t.placeLocation, 'accent', { ...location.position, ...(radius !== undefined && { accuracy: radius }) });
  }
  add('checkIn', t.placeCheckIn, 'done', response.visit?.checkIn?.position, response.visit?.checkIn?.distance);
  add('checkOut', t.placeCheckOut, 'neutral', response.visit?.checkOut?.position);
  for (const [index, photo] of (evidence?.photos ?? []).entries()) {
    add(`photo-${index}`, t.placePhoto(photo.question ? labelOf(definition, photo.question, response.answers) : t.photo), 'warning', photo.position, photo.distance);
  }
  return spots;
}
