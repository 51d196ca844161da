import { methods, type ComparisonRow, type Method } from '$lib/client/comparison';
import { t } from './messages';

export const methodName = (method: Method): string =>
  ({
    independent: t.methodIndependent,
    cluster: t.methodCluster,
    weighted: t.methodWeighted,
    paired: t.methodPaired,
    mannWhitney: t.methodRanks
  })[method];

const independent: readonly string[] = ['welch', 'newcombe', 'adjustedWald'];

/** Methods that fit any of the rows, and the one asked for. */
export const fittingMethods = (rows: readonly Pick<ComparisonRow, 'method'>[], asked: Method | undefined): Method[] =>
  methods.filter(
    (one) => one === asked || rows.some((row) => row.method.allowed?.some((name) => name === one || (one === 'independent' && independent.includes(name))))
  );
