#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <mutex>
#include <utility>

namespace http {

/// Runs actions on an io thread for other threads, as long as there is one.
class Mailbox {
public:
    explicit Mailbox(boost::asio::io_context& context) : context_(&context) {}

    /// Any thread; nothing happens when the io thread has ended.
    template <class Action>
    void post(Action action) {
        const std::lock_guard lock(mutex_);
        if (context_ != nullptr) boost::asio::post(*context_, std::move(action));
    }
    void close() {
        const std::lock_guard lock(mutex_);
        context_ = nullptr;
    }

private:
    std::mutex mutex_;
    boost::asio::io_context* context_;
};

}  // namespace http
