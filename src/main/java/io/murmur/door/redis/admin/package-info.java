/// Commands about connections, the node and the cluster: what clients ask before they ask for keys.
///
/// Sources: features 4.1 (what each client sends when it connects) and 4.3, the replies of Redis 7. Entry:
/// [io.murmur.door.redis.admin.AdminCommands]. Nothing here touches a key.
@NullMarked
package io.murmur.door.redis.admin;

import org.jspecify.annotations.NullMarked;
