// Before any test: the sample database they share is built, or found from the last time.
import { sampleDatabaseFile } from '#test/fixtures/sample_file.ts';

export function setup(): void {
  sampleDatabaseFile();
}
