// The reference page of the settings, made from their declarations. A test holds `docs/reference/settings.md` to it.
import { SECTIONS } from './declared.ts';
import type { Section, Setting, SingleSetting } from './setting.ts';

/** Where the page lies, from the root of the repository. */
export const SETTINGS_REFERENCE = 'docs/reference/settings.md';

/** The whole page as Markdown. */
export function settingsReference(): string {
  const sections = Object.entries<Section>(SECTIONS).map(([title, section]) => sectionOf(title, section));
  return `${INTRODUCTION}\n${sections.join('\n')}`;
}

const INTRODUCTION = `<!-- Made by tools/reference/settings.ts from packages/server/src/config/settings/. Do not edit. -->

# Settings

## Where they come from

Later sources win, as in Apereo CAS 7.0.0: the defaults below; files of the configuration directory; the environment; options
in \`JDK_JAVA_OPTIONS\` or \`JAVA_TOOL_OPTIONS\`; \`SPRING_APPLICATION_JSON\`; arguments, as \`-Dname=value\` and, stronger,
\`--name=value\`. A list of a later source replaces the whole list of an earlier one. \`.properties\` files are read as
ISO-8859-1, YAML as UTF-8 and YAML 1.1.

The directory is that of \`--config\`, or of \`cas.standalone.configuration-directory\` in the environment or the arguments, or
the first of \`/etc/cas/config\`, \`/opt/cas/config\` and \`/var/cas/config\`. Its files, each as \`.yml\`, \`.yaml\` and, stronger,
\`.properties\`: \`application\`, \`cas\`; for every active profile \`PROFILE\`; then for every active profile
\`application-PROFILE\`, \`cas-PROFILE\`; then the one file that \`cas.standalone.configuration-file\` names. Active are the profiles
of \`spring.profiles.active\` and \`spring.profiles.include\`, wherever they are written, or else \`standalone\`. A document of a file
(after \`---\`, in properties \`#---\`) that has \`spring.config.activate.on-profile\` counts under these profiles only. Other files
that look like settings are told and not read; settings in Groovy (\`cas.groovy\`) stop the start.

## How names are written

\`cas.interrupt.json.location\` is the canonical form. Case, dashes and underscores do not matter between two dots
(\`cas.interrupt.core.triggerMode\`, \`cas.interrupt.core.trigger_mode\`). A list is \`name[0]=…\`, \`name[1]=…\`, or one value with
commas; a map is \`name.KEY=…\` or \`name[KEY]=…\`. In the environment a name is written in capitals, with underscores for dots
and with or without them for dashes: \`CAS_INTERRUPT_JSON_LOCATION\`, \`CAS_UNSUPPORTED_ACCEPT_0\`. A key of a map is then in
lower case, with dashes for underscores.

A name that is not known, a value of another type and an impossible combination stop the start, all of them told at once with
file and line. A setting that Apereo CAS, 5.0 to 8, knows and that has no meaning here is told and ignored; if without it somebody would be let
in, or somebody or something would be missing, it stops the start unless \`cas.unsupported.accept\` names it or a beginning of it
(\`cas.authn.mfa\`, \`cas.authn.mfa.*\`, with or without indexes). What is off, or as Apereo has it anyway, asks for nothing.

## Placeholders

A value may hold \`\${NAME:default}\`: another setting, a variable of the environment or a \`-Dname=value\`. Besides there are
\`\${cas.standalone.configuration-directory}\`, \`\${user.home}\`, \`\${user.dir}\`, \`\${java.io.tmpdir}\`, and \`\${random.value}\`,
\`\${random.uuid}\`, \`\${random.int}\`, \`\${random.int(10)}\`, \`\${random.int[1,10]}\`. Encrypted values (\`{cas-cipher}…\`) are refused.

## How values are written

| type | written as |
| --- | --- |
| duration | ISO 8601 (\`PT10S\`, \`P14D\`), a number of seconds, or a number with \`ms\`, \`s\`, \`m\`, \`h\`, \`d\` |
| file | \`file:/path\`, \`file:///path\` or a path; a relative one belongs to the directory of the file it is written in, from the environment or an argument to the directory the server was started in |
| bytes | a number, or one with \`KiB\`, \`MiB\` |
| pattern | a Java regular expression |
| true or false | also \`on\`, \`off\`, \`yes\`, \`no\`, \`1\`, \`0\` |

Any value may hold placeholders, \`\${OTHER:default}\`, where \`OTHER\` is another setting, a \`-D\` argument or a variable of the
environment. Where the table says *expressions*, \`\${#systemProperties['name']}\` (given as \`-Dname=value\`) and
\`\${#environmentVars['NAME']}\` are understood too. Encrypted values (\`{cas-cipher}…\`) are not supported.
`;

function sectionOf(title: string, section: Section): string {
  const rows = Object.entries(section).flatMap(([name, setting]) => rowsOf(name, setting));
  return [
    `## ${title}`,
    '',
    '| name | type | default | what it does | example | known to Apereo CAS 7.0.0 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function rowsOf(name: string, setting: Setting): readonly string[] {
  switch (setting.shape) {
    case 'single':
      return [row(name, setting, setting.type.name, printed(setting))];
    case 'list': {
      const usual = setting.default.map((value) => setting.type.print(value)).join(',');
      return [row(`${name}[]`, setting, `list of ${setting.type.name}`, code(usual))];
    }
    case 'map':
      return [row(`${name}.KEY`, setting, `map of ${setting.type.name}`, code(''))];
    case 'records':
      return Object.entries(setting.fields).map(([field, single]) =>
        row(`${name}[].${field}`, single, single.type.name, printed(single)),
      );
  }
}

function row(name: string, setting: Setting, type: string, usual: string): string {
  const expressions = setting.expressions === true ? '; *expressions*' : '';
  const without =
    setting.withoutEffect === undefined ? '' : ` **Has no effect here:** ${setting.withoutEffect}.`;
  const cells = [
    `\`${name}\``,
    `${type}${expressions}`,
    usual,
    `${setting.description}${without}`,
    code(setting.example ?? ''),
    knownTo(name, setting),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const printed = (setting: SingleSetting<unknown>): string => code(setting.type.print(setting.default));
const code = (text: string): string => (text === '' ? '–' : `\`${text}\``);

function knownTo(name: string, { apereo }: Setting): string {
  if (name.startsWith('server.')) return "Spring Boot's";
  return apereo ? 'yes' : 'no';
}
