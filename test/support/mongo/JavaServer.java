import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/** A server of the MongoDB protocol in memory, with change streams, for the tests: JavaServer PORT */
final class JavaServer {
    /** The library's own versions end at 5.0 and report wire version 8, which today's driver refuses. */
    private static final MongoVersion VERSION = new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(6, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 17;
        }
    };

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        MongoServer server = new MongoServer(new MemoryBackend().version(VERSION));
        server.enableOplog();
        server.bind("127.0.0.1", port);
    }
}
