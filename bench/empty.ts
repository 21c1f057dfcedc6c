// What Node alone costs: prints its resident memory in MiB and does nothing else.
process.stdout.write(String(process.memoryUsage.rss() / 1024 / 1024));
