import type { Files } from './files.js';

/** Files that say of what a package of Java is made. */
export const BUILDS = ['pom.xml', 'build.gradle', 'build.gradle.kts'];

/** Libraries that guard every request, also where no code of the package speaks of them. */
const GUARDS = /security|oauth2|shiro|keycloak|sa-?token/i;
/** Other modules as Gradle names them. */
const MODULES = /\bproject\s*\(|\bprojects\.\w/;
/** Parts of a file of Maven that are about others than the package itself. */
const ABOUT_OTHERS = /<(dependencies|dependencyManagement|build|profiles|reporting)>[\s\S]*?<\/\1>/g;
const DEPENDENCY = /<dependency>[\s\S]*?<\/dependency>/g;
/** In UTF-16 code units. What is longer is not looked through: patterns that find no end begin again at every start. */
const LONGEST = 100_000;
const GROUP = /<groupId>\s*([^<\s]+)\s*<\/groupId>/g;

/** Whether the build file of a package, by the URI of its folder, names what may guard requests out of sight. */
export function isFrontedBy(files: Files, folder: string): boolean {
  return BUILDS.some((name) => {
    const uri = folder + name;
    if (files.presence(uri) !== 'there') return false;
    const read = files.readUri(uri);
    return read.kind === 'text' && mayFront(read.text, name === 'pom.xml');
  });
}

function mayFront(text: string, isMaven: boolean): boolean {
  if (text.length > LONGEST) return true;
  if (!isMaven) return GUARDS.test(text) || MODULES.test(text);
  const own = groupsIn(text.replace(ABOUT_OTHERS, '')).filter(
    (group) => !group.startsWith('org.springframework'),
  );
  const used = (text.match(DEPENDENCY) ?? []).flatMap(groupsIn);
  return (
    (text.match(DEPENDENCY) ?? []).some((one) => GUARDS.test(one)) ||
    used.some((group) => own.includes(group) || /^\$\{(?:project|pom)\./.test(group))
  );
}

function groupsIn(text: string): readonly string[] {
  return [...text.matchAll(GROUP)].flatMap(([, group]) => group ?? []);
}
