#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"
#include "edgvoip/store/bulk_loader.hpp"
#include "edgvoip/store/call_reader.hpp"
#include "edgvoip/store/call_writer.hpp"
#include "edgvoip/store/change_watch.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::store {

/// How large a store is, and what waits in it.
struct StoreFigures {
    std::int64_t database_bytes = 0;
    std::int64_t log_bytes = 0;  ///< of the write-ahead log, beside the database
    std::int64_t pending_no_root = 0;
    std::int64_t pending_no_tenant = 0;
    std::int64_t pending_other = 0;  ///< legs of calls that broke an invariant
};

/// A durable home of calls, named by a URL: `sqlite:PATH` (relative to the working directory).
class Store {
public:
    virtual ~Store() = default;

    /// Opens the store of a URL, makes it when there is none, and brings it to this program's
    /// schema version. Fault::unsupported when a newer program wrote it, Fault::unavailable when
    /// the path cannot be used (the sentence says what to do), Fault::invalid for a URL of no
    /// known kind.
    static base::Result<std::unique_ptr<Store>> open(std::string_view url);

    /// A connection of its own for one reading thread.
    virtual base::Result<std::unique_ptr<CallReader>> reader() = 0;

    /// A writer. There may be several, of this process and of others: their transactions take
    /// turns. Fault::unavailable when the store cannot be opened for writing.
    virtual base::Result<std::unique_ptr<CallWriter>> writer() = 0;

    /// A loader for this store, which never had a call: else Fault::conflict. Fault::unavailable
    /// when anybody has the store open, this process included.
    virtual base::Result<std::unique_ptr<BulkLoader>> bulk_loader() = 0;

    /// A watch of its own for one thread. Fault::unavailable as for `reader`.
    virtual base::Result<std::unique_ptr<ChangeWatch>> change_watch() = 0;

    /// Any thread; reads for itself. Fault::unavailable when the store cannot answer now.
    virtual base::Result<StoreFigures> figures() = 0;

    /// The key of the texts that clients bring back, made with the store and kept in it. Any
    /// thread; errors as `figures`.
    virtual base::Result<base::Secret> sealing_key() = 0;

    /// The schema version the store has now.
    virtual std::int64_t schema_version() const = 0;
};

}  // namespace edgvoip::store
