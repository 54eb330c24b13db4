import type { PropertyView } from '../../server/core/rule/property-view.js';
import type { Example, RuleContext } from '../../server/core/rule/rule.js';
import { setTo } from '../property-texts.js';

/** Where versions of Spring keep the settings of the session's cookie. */
const COOKIES = ['server.servlet.session.cookie', 'server.reactive.session.cookie', 'server.session.cookie'];
const FLAGS = { secure: 'secure', 'http-only': 'httpOnly' } as const;

/** Tells of a property that takes a protection away from the session's cookie. */
export function tellOfCookie(property: PropertyView, { report }: Pick<RuleContext<unknown>, 'report'>): void {
  const cookie = COOKIES.find((one) => property.is(`${one}.secure`, `${one}.http-only`, `${one}.same-site`));
  if (cookie === undefined || property.forDevelopers) return;
  const { at } = property;
  const value = property.value.trim().toLowerCase();
  if (property.is(`${cookie}.same-site`)) {
    if (value !== 'none' || property.other(`${cookie}.secure`)?.trim() === 'true') return;
    const changes = () => setTo(property, 'lax');
    return report({ at, message: 'sites', fixes: [{ fix: 'same', changes }] });
  }
  if (value !== 'false') return;
  const flags = property.is(`${cookie}.secure`) ? FLAGS.secure : FLAGS['http-only'];
  const changes = () => setTo(property, 'true');
  report({ at, message: 'off', data: { flags }, fixes: [{ fix: 'flip', data: { flags }, changes }] });
}

export const PROPERTY_EXAMPLES: readonly Example[] = [
  {
    language: 'properties',
    bad: `
      server.servlet.session.cookie.http-only=false
      #                                       ^^^^^ This takes httpOnly away from the cookie that proves who is calling.
      server.servlet.session.cookie.secure: false
      #                                     ^^^^^`,
    fixed: `
      server.servlet.session.cookie.http-only=true
      server.servlet.session.cookie.secure: true`,
    good: `
      server.servlet.session.cookie.http-only=true
      server.servlet.session.cookie.secure=true
      server.servlet.session.cookie.same-site=none`,
  },
  {
    language: 'properties-yaml',
    bad: `
      server.servlet.session.cookie:
        same-site: none
        #          ^^^^ Browsers send this cookie along when a page of any other site calls you.`,
    fixed: `
      server.servlet.session.cookie:
        same-site: lax`,
    good: `
      server.servlet.session.cookie:
        same-site: strict
      ---
      spring.config.activate.on-profile: "!prod"
      server.servlet.session.cookie.secure: false`,
  },
];
