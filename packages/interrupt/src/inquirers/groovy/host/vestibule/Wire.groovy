// Values on their way through the pipe. Maps travel as lists of pairs, so that their order survives every JSON reader.
package vestibule

import org.apereo.cas.interrupt.InterruptResponse

class Wire {

    private static final int DEEPEST = 8

    /** `[[name, value], …]` as a map in that order. */
    static Map toMap(List pairs) {
        Map map = new LinkedHashMap()
        for (Object pair : pairs) { map.put(((List) pair).get(0), ((List) pair).get(1)) }
        return map
    }

    /** A value of ours: maps as `{"m":[[k,v]]}`, lists as `{"l":[…]}`. */
    static Object value(Object wired) {
        if (!(wired instanceof Map)) { return wired }
        Map box = (Map) wired
        if (box.containsKey('l')) {
            List items = new ArrayList()
            for (Object item : (List) box.get('l')) { items.add(value(item)) }
            return items
        }
        Map map = new LinkedHashMap()
        for (Object pair : (List) box.get('m')) { map.put(((List) pair).get(0), value(((List) pair).get(1))) }
        return map
    }

    /** Attributes to read, by the name of who has them. */
    static Map<String, List<Object>> given(String path, List side) {
        return (Map<String, List<Object>>) (Map) new GivenMap(path, (Map) attributes(path, side))
    }

    /**
     * Attributes of one side overlaid by those of the other, in a map of the script's own, as it is there; the values are
     * those of the person.
     */
    static Map<String, List<Object>> attributes(String path, List... sides) {
        Map<String, List<Object>> merged = new LinkedHashMap<String, List<Object>>()
        for (List side : sides) {
            for (Object pair : side) {
                String name = (String) ((List) pair).get(0)
                merged.put(name, new GivenList(path + '.' + name, (List) ((List) pair).get(1)))
            }
        }
        return merged
    }

    /** What a script returned: null, texts, numbers and truth values as they are, `{"m":[[k,v]]}`, `{"l":[…]}`, `{"o":class}`. */
    static Object answer(Object value) {
        boolean known = value == null || value instanceof CharSequence || value instanceof Number ||
            value instanceof Boolean || value instanceof Map || value instanceof InterruptResponse ||
            isList(value)
        return known ? plain(withLists(value), 0) : [o: value.getClass().getName()]
    }

    /**
     * In a script `data: [name: 'text']` shows the text, and a link may be anything that has one (as in the reference,
     * whose page prints whatever is there): a value that is no list is a list of one, null is none.
     */
    private static Object withLists(Object value) {
        Object payload = value instanceof InterruptResponse ? ((InterruptResponse) value).toFields() : value
        if (!(payload instanceof Map)) { return payload }
        Map fields = new LinkedHashMap((Map) payload)
        if (fields.get('data') instanceof Map) {
            Map data = new LinkedHashMap()
            for (Object row : ((Map) fields.get('data')).entrySet()) {
                Object said = ((Map.Entry) row).getValue()
                List<Object> texts = new ArrayList<Object>()
                for (Object one : said == null ? [] : isList(said) ? said : [said]) {
                    if (one != null) { texts.add(String.valueOf((Object) one)) }
                }
                data.put(((Map.Entry) row).getKey(), texts)
            }
            fields.put('data', data)
        }
        if (fields.get('links') instanceof Map) {
            Map links = new LinkedHashMap()
            for (Object link : ((Map) fields.get('links')).entrySet()) {
                Object address = ((Map.Entry) link).getValue()
                links.put(((Map.Entry) link).getKey(), address == null ? '' : String.valueOf((Object) address))
            }
            fields.put('links', links)
        }
        return fields
    }

    private static Object plain(Object value, int depth) {
        if (depth > DEEPEST) { throw new Refused('the answer is nested too deeply') }
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value
        }
        if (value instanceof Number) {
            double number = ((Number) value).doubleValue()
            return Double.isNaN(number) || Double.isInfinite(number) ? String.valueOf((Object) value) : value
        }
        if (value instanceof InterruptResponse) { return plain(((InterruptResponse) value).toFields(), depth) }
        if (value instanceof Map) {
            List pairs = []
            for (Object entry : ((Map) value).entrySet()) {
                Object key = ((Map.Entry) entry).getKey()
                pairs.add([String.valueOf((Object) key), plain(((Map.Entry) entry).getValue(), depth + 1)])
            }
            return [m: pairs]
        }
        if (isList(value)) {
            List items = []
            for (Object item : value) { items.add(plain(item, depth + 1)) }
            return [l: items]
        }
        return String.valueOf((Object) value)
    }

    private static boolean isList(Object value) {
        return value instanceof Collection || (value != null && value.getClass().isArray())
    }
}
