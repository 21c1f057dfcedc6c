// What `npm start` tells a newcomer: where to go, and who shows what.
export interface Leaflet {
  readonly server: string;
  readonly news: string;
  readonly canteen: string;
  readonly training: string;
  /** Why nobody is asked in Groovy; null when it runs. */
  readonly groovyMissing: string | null;
}

type Line = readonly [name: string, what: string];

/** Who decides, and the people that show it. */
const PEOPLE: readonly (readonly [source: string, people: readonly Line[]])[] = [
  ['by nobody', [['quiet', 'is not interrupted']]],
  [
    'by a file, demo/interrupts.json',
    [
      ['casuser', 'sees a notice with links and data, once'],
      ['blocked', 'is kept out, whatever is clicked'],
      ['trainee', 'is kept out until a task at the training office is done, which clears the entry'],
      ['moved', 'is sent elsewhere at once'],
      ['waiting', 'is sent elsewhere after ten seconds, or stays'],
      ['visitor', 'is let in without a single sign-on session'],
    ],
  ],
  [
    'by an application that is asked by REST, demo/training.ts',
    [['apprentice', 'is kept out until a task is done, of which that application keeps the list']],
  ],
  [
    'by a script, demo/bulletin-board.ts',
    [
      ['student', 'sees the notice for everybody who is memberOf students, once'],
      ['tutor', 'is in that group too'],
    ],
  ],
  [
    'by a pattern on an attribute, demo/application.properties',
    [['external', 'sees the standard text, being memberOf external']],
  ],
];
const GROOVY: (typeof PEOPLE)[number] = [
  'by a Groovy script, demo/greeting.groovy',
  [['alumnus', 'is greeted, being memberOf alumni']],
];

export function leaflet({ server, news, canteen, training, groovyMissing }: Leaflet): string {
  const width = Math.max(news.length, canteen.length, training.length);
  const groups = [...PEOPLE, ...(groovyMissing === null ? [GROOVY] : [])].flatMap(([source, people]) => [
    `  ${source}:`,
    ...people.map(([name, what]) => `    ${name.padEnd(10)}  ${what}`),
  ]);
  return [
    `Vestibule is ready at ${server}`,
    '',
    'Open one of the two applications; each sends you to sign in:',
    `  ${news.padEnd(width)}   whoever is to be interrupted, is`,
    `  ${canteen.padEnd(width)}   its definition switches interrupts off`,
    'and the office where those who are kept out can do their task:',
    `  ${training.padEnd(width)}`,
    '',
    'Who can sign in, all with the password Mellon, and how they are interrupted:',
    ...groups,
    ...(groovyMissing === null
      ? []
      : ['', `Left out is alumnus, whom a Groovy script greets: ${groovyMissing}.`]),
    '',
    'Change demo/interrupts.json while this runs; it takes effect at the next sign-in. Ctrl-C ends everything.',
  ].join('\n');
}
