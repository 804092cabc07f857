// Builds the documentation index named on the command line; run as a process of its own by docs_index.test.ts.
import { buildDocsIndex } from '#src/docs/docs_index.ts';

const [corpusDir, outDir] = process.argv.slice(2);
await buildDocsIndex({ corpusDir: corpusDir!, outDir: outDir! });
