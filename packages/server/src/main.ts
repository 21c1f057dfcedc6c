// The command line: `vestibule serve | check | explain | keys | hash | version`.
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { serve } from './command/serve.ts';

interface ExplainFlags {
  readonly user: string;
  readonly attribute: readonly string[];
  readonly service?: string;
  readonly config?: string;
  readonly json?: true;
}

const gathering = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Runs one command; the exit code tells how it went. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('vestibule')
    .description(
      'A single sign-on server that speaks the CAS protocol and interrupts logins when there is something to say.',
    )
    .version(packageJson.version)
    .showHelpAfterError('vestibule --help tells what there is');

  program
    .command('serve')
    .description('Start the server. Settings may follow in Spring style: --cas.any.setting=value')
    .option('--config <directory>', 'where the settings are; /etc/cas/config if it is not given')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: { config?: string }, command: Command) => {
      process.exitCode = await serve({ directory: options.config ?? null, arguments: command.args });
    });

  program
    .command('check')
    .description(
      'Report every fault of a configuration, and what is unwise in it, without starting the server',
    )
    .option('--config <directory>', 'where the settings are; /etc/cas/config if it is not given')
    .option('--json', 'as JSON')
    .option('--strict', 'exit with 2 when there are warnings')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: { config?: string; json?: true; strict?: true }, command: Command) => {
      const { check, describeFindings, exitCode } = await import('./command/check.ts');
      const findings = await check({ directory: options.config ?? null, arguments: command.args });
      const lines = options.json === true ? [JSON.stringify(findings, null, 2)] : describeFindings(findings);
      process.stdout.write(`${lines.join('\n')}\n`);
      process.exitCode = exitCode(findings, options.strict === true);
    });

  program
    .command('explain')
    .description('Tell what the gate would do for a person on the way to an application, and why')
    .requiredOption('--user <id>', 'principal id')
    .option(
      '--attribute <name=value>',
      'an attribute of the person; may be given several times',
      gathering,
      [],
    )
    .option('--service <address>', 'the application')
    .option('--config <directory>', 'where the settings are; /etc/cas/config if it is not given')
    .option('--json', 'as JSON')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: ExplainFlags, command: Command) => {
      const { explainCommand } = await import('./command/explain.ts');
      const { user, attribute, service = null, config = null, json = false } = options;
      const told = await explainCommand({
        user,
        attributes: attribute,
        service,
        json,
        directory: config,
        arguments: command.args,
      });
      (told.ok ? process.stdout : process.stderr).write(`${told.lines.join('\n')}\n`);
      process.exitCode = told.ok ? 0 : 1;
    });

  program
    .command('keys')
    .description('Make a JSON Web Key for a crypto setting')
    .option('--size <bits>', 'size of the key', '512')
    .action(async ({ size }: { size: string }) => {
      const { makeKey } = await import('./command/keys.ts');
      const made = makeKey({ size: Number(size) });
      if (made.ok) process.stdout.write(`${made.output}\n`);
      process.stderr.write(`${made.ok ? made.hint : made.fault}\n`);
      process.exitCode = made.ok ? 0 : 1;
    });

  program
    .command('hash')
    .description('Ask for a password, or read it from standard input, and print its stored form')
    .option('--type <kind>', 'BCRYPT, ARGON2, PBKDF2, SSHA or DEFAULT', 'BCRYPT')
    .option('--algorithm <digest>', 'digest of DEFAULT', 'SHA-256')
    .option('--strength <number>', 'BCRYPT: cost; ARGON2, PBKDF2: bytes of salt')
    .action(async ({ type, algorithm, strength }: { type: string; algorithm: string; strength?: string }) => {
      const { hashFromInput } = await import('./command/hash.ts');
      const cost = strength === undefined ? (type === 'BCRYPT' ? 10 : 16) : Number(strength);
      const hashed = await hashFromInput(
        { type, encodingAlgorithm: algorithm, strength: cost },
        process.stdin,
        (text) => process.stderr.write(text),
      );
      if (hashed.kind === 'hashed') process.stdout.write(`${hashed.encoded}\n`);
      if (hashed.kind === 'fault') process.stderr.write(`${hashed.fault}\n`);
      // 130, as a shell tells of Ctrl-C.
      process.exitCode = { hashed: 0, fault: 1, cancelled: 130 }[hashed.kind];
    });

  program
    .command('version')
    .description('Print the version')
    .action(() => {
      process.stdout.write(`${packageJson.version}\n`);
    });

  // Whoever reads may have read enough, as `head` has: no fault of a command. `serve` writes in its own way.
  if (args[0] !== 'serve') {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  await program.parseAsync([...args], { from: 'user' });
}
