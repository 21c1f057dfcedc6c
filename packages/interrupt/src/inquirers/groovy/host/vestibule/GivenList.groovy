// The values of an attribute as a script is given them: to read. In Apereo CAS a change would reach what is released of the
// person; here it would reach nothing, so it is named (D37). Their order is nobody's business but the script's.
package vestibule

class GivenList extends AbstractList<Object> implements RandomAccess {

    private final String path
    private final List<Object> held

    GivenList(String path, Collection<Object> values) {
        this.path = path
        held = new ArrayList<Object>(values)
    }

    @Override
    Object get(int index) { return held.get(index) }

    @Override
    int size() { return held.size() }

    @Override
    void sort(Comparator order) { held.sort(order) }

    @Override
    Object set(int index, Object value) { throw refused() }

    @Override
    void add(int index, Object value) { throw refused() }

    @Override
    Object remove(int index) { throw refused() }

    private Refused refused() { return Refused.notAvailable('a change of ' + path) }
}
