import { isMap, isSequence, type MapNode, type Node, stringOf } from '../../syntax/node.js';
import { provesSender } from '../../words/senders.js';

/** Whether one of the calls that an operation describes under `callbacks` proves who sends it. */
export function signsCallback(operation: MapNode): boolean {
  return below(operation.get('callbacks'))
    .flatMap(below)
    .some((item) => below(item).some((call) => isSignedCall(call, item)));
}

/**
 * Whether a call of the API has a requirement, or a header, itself or from its path item, that proves who sends it. Of a
 * header that is referred to the name of the reference counts.
 */
export function isSignedCall(call: MapNode, item: Node | undefined): boolean {
  const security = call.get('security');
  if (isSequence(security) && security.items.length > 0) return true;
  return [call, item].some((holder) => isMap(holder) && hasSenderHeader(holder));
}

function hasSenderHeader(node: MapNode): boolean {
  const list = node.get('parameters');
  return (isSequence(list) ? list.items : []).filter(isMap).some((parameter) => {
    const referred = stringOf(parameter.get('$ref'));
    if (referred !== undefined) return provesSender(referred.split('/').at(-1) ?? '');
    return stringOf(parameter.get('in')) === 'header' && provesSender(stringOf(parameter.get('name')) ?? '');
  });
}

function below(node: Node | undefined): readonly MapNode[] {
  return isMap(node) ? node.entries.map(({ value }) => value).filter(isMap) : [];
}
