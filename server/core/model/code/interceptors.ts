import type { Answer } from '../../facts/code/types.js';
import type { Annotating } from '../../facts/frameworks/framework.js';
import { nameOf } from './annotation.js';
import type { Module } from './values.js';

/** How classes that may stand in front of every route turn callers away. */
export function interceptorAnswers({ facts }: Module, style: Annotating): readonly Answer[] {
  return [...facts.classes.values()].flatMap(({ extends: base, implements: types, methods }) => {
    const names = [...(base === undefined ? [] : [base]), ...(types ?? [])].map(nameOf);
    if (!names.some((name) => style.interceptors.includes(name))) return [];
    return methods.flatMap(([, i]) => facts.functions.get(i)?.behavior?.answers ?? []);
  });
}
