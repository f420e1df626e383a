#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edgvoip::source::freeswitch {

/// One connection to a PBX, seen from the PBX: sends exactly the bytes it is given. Whoever waits
/// here waits at most absurdly long.
class PbxConnection {
public:
    explicit PbxConnection(int descriptor) : descriptor_(descriptor) {}
    PbxConnection(PbxConnection&& other) noexcept;
    PbxConnection& operator=(PbxConnection&&) = delete;
    ~PbxConnection();

    /// False when the client has gone.
    bool send(std::string_view bytes);
    bool send_byte_by_byte(std::string_view bytes);
    /// As much as goes while the client does not read: what of it went.
    std::size_t send_until_it_waits(std::string_view bytes);

    /// What the client says up to its next empty line, without it; nothing when it ends first.
    std::optional<std::string> command();
    /// Whether the client closes, having said nothing more.
    bool ends_here() { return !command() && received_.empty(); }
    /// Sends the greeting and takes the password and the subscription for good; false when the
    /// client does not say them.
    bool greet();

private:
    int descriptor_;
    std::string received_;
};

/// A PBX's Event Socket on loopback, at a port that the kernel chose.
class LoopbackPbx {
public:
    LoopbackPbx();
    LoopbackPbx(const LoopbackPbx&) = delete;
    LoopbackPbx& operator=(const LoopbackPbx&) = delete;
    ~LoopbackPbx();

    std::uint16_t port() const { return port_; }
    std::string address() const;
    /// The next client.
    PbxConnection accept() const;
    /// Keeps the port and refuses connections until listen_again().
    void stop_listening();
    void listen_again() const;

private:
    int descriptor_;
    std::uint16_t port_;
};

inline constexpr std::string_view greeting = "Content-Type: auth/request\n\n";
inline constexpr std::string_view accepted =
    "Content-Type: command/reply\nReply-Text: +OK accepted\n\n";
inline constexpr std::string_view subscribed =
    "Content-Type: command/reply\nReply-Text: +OK event listener enabled json\n\n";

std::string event_frame(std::string_view json);
std::string response_frame(std::string_view body);

}  // namespace edgvoip::source::freeswitch
