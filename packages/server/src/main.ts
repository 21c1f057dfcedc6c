// The command line: `vestibule serve | version`.
import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { serve } from './command/serve.ts';

/** Runs one command; the exit code tells how it went. */
export async function main(args: readonly string[]): Promise<void> {
  const program = new Command('vestibule')
    .description('A single sign-on server that speaks the CAS protocol and interrupts logins when there is something to say.')
    .showHelpAfterError();

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
    .command('version')
    .description('Print the version')
    .action(() => {
      process.stdout.write(`${packageJson.version}\n`);
    });

  await program.parseAsync([...args], { from: 'user' });
}
