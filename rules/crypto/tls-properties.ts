import type { PropertyView } from '../../server/core/rule/property-view.js';
import type { Example, RuleContext } from '../../server/core/rule/rule.js';
import { setTo } from '../property-texts.js';

/** Settings of mail whose name begins so: `mail.smtp.ssl.trust`. */
const MAIL = ['smtp', 'smtps', 'imap', 'imaps'].map(
  (protocol) => `spring.mail.properties.mail.${protocol}.ssl`,
);

/** Tells of a property by which every certificate is taken. */
export function tellOfTrust(property: PropertyView, { report }: Pick<RuleContext<unknown>, 'report'>): void {
  const { at, forDevelopers } = property;
  const value = property.value.trim();
  if (forDevelopers) return;
  if (value === '*' && property.is(...MAIL.map((one) => `${one}.trust`)))
    return report({ at, message: 'unchecked' });
  if (value !== 'false' || !property.is(...MAIL.map((one) => `${one}.checkserveridentity`))) return;
  report({ at, message: 'unchecked', fixes: [{ fix: 'check', changes: () => setTo(property, 'true') }] });
}

export const PROPERTY_EXAMPLES: readonly Example[] = [
  {
    language: 'properties',
    bad: `
      spring.mail.host=mail.orchard.io
      spring.mail.properties.mail.smtp.ssl.trust=*
      #                                          ^ The certificate of the other end is not checked: anybody on the way can answer.
      spring.mail.properties.mail.smtp.ssl.checkserveridentity=false
      #                                                        ^^^^^`,
    good: `
      spring.mail.properties.mail.smtp.ssl.trust=mail.orchard.io
      spring.mail.properties.mail.smtp.ssl.checkserveridentity=true`,
  },
];
