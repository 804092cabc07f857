import { openSqliteSource } from '#src/store/sqlite/sqlite_source.ts';
import { usageSourceContract } from '#test/contracts/usage_source.ts';

usageSourceContract('the source in this process', openSqliteSource);
