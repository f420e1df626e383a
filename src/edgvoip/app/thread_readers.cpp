#include "edgvoip/app/thread_readers.hpp"

#include <utility>

namespace edgvoip::app {

base::Result<store::CallReader*> ThreadReaders::of_this_thread() {
    const std::thread::id me = std::this_thread::get_id();
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = readers_.find(me); found != readers_.end()) {
            return found->second.get();
        }
    }
    auto reader = store_.reader();
    if (!reader) return reader.error();
    const std::lock_guard lock(mutex_);
    return readers_.emplace(me, std::move(*reader)).first->second.get();
}

}  // namespace edgvoip::app
