import { findingsOf, prepare } from './harness.js';
describe('x',()=>{before(prepare);it('y',()=>{
 for(const t of ['openapi: 3.0.3\ninfo:\n  title: a: b\n  version: 1\npaths: {}\n','openapi: 3.0.3\ninfo:\n  title: "x" y\npaths: {}\n','openapi: 3.0.3\ninfo:\n  title: {a\npaths: {}\n','openapi: 3.0.3\ninfo:\n\ttitle: a\npaths: {}\n','openapi: 3.0.3\ninfo:\n  title: @a\npaths: {}\n','openapi: 3.0.3\ninfo:\n  title: a\n  foo\npaths: {}\n']){
  const s=findingsOf([{name:'a.yaml',language:'yaml',text:t}]); console.log(JSON.stringify(t)); for(const f of s.in('a.yaml')) console.log('   ',f.rule,JSON.stringify(t.slice(f.place.range.start,f.place.range.end)),f.message);
 }
})})
