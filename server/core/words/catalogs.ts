import { isAdminPath } from './public-paths.js';
import { remembered } from './remembered.js';
import { isCatalogNoun, isOwnPath, isPrincipalNoun, literalSegments } from './resources.js';
import { hasWord, terms, tokensOf, vocabulary } from './tokens.js';

/**
 * Whether a read gives what shops, timetables and maps show everybody: products, events, opening hours, prices, stations.
 * What belongs to somebody is none of that, and neither is what lies below a person, a team or a customer.
 */
export const isCatalogRead = remembered((path: string): boolean => {
  const segments = literalSegments(path);
  if (isOwnPath(path) || isAdminPath(path) || segments.some(isSomebody)) return false;
  if (isShownToAll(path)) return true;
  const last = segments.at(-1) ?? '';
  return isCatalogNoun(last) || OFFERED.find(tokensOf(last)) !== undefined;
});

/** Whether a path says itself that what lies below is for everybody: `/notes/public/{id}`. */
export function isShownToAll(path: string): boolean {
  return literalSegments(path).some((segment) => SHOWN.has(segment.toLowerCase()));
}

/** Whether a segment of a path is about people, or what they belong to. */
export function isSomebody(segment: string): boolean {
  return isPrincipalNoun(segment) || hasWord(tokensOf(segment), PEOPLE);
}

const PEOPLE: ReadonlySet<string> = new Set(
  terms(`patient, student, pupil, employee, staff, worker, guest, passenger, visitor, applicant, candidate, driver,
    tenant, contact, profile, my`),
);

/** Segments that say that all below them is for everybody. */
const SHOWN: ReadonlySet<string> = new Set(terms('public, open-data, opendata, catalog, catalogue'));

const OFFERED =
  vocabulary(`opening time, opening hour, business hour, hour, branch, branches, clinic, pharmacy,
  pharmacies, office, tier, forecast, weather, observation, tide, port, calendar, fee, price, pricing, price list,
  tariff, specialty, specialties, policy, policies, menu, slot, availability, schedule, timetable, departure, arrival,
  street, map, tile, department, faculty, faculties, parking, playlist, exhibition, gallery, galleries, collection,
  offer, deal, promotion, banner, announcement, news, glossary, ranking, leaderboard, guideline`);
