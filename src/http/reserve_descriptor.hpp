#pragma once

namespace http {

/// A descriptor held open for the moment when the process has none left. A listener that cannot
/// accept would leave its clients waiting and be woken for them again and again; with this one it
/// accepts each and closes it.
class ReserveDescriptor {
public:
    enum class Outcome {
        refused,       ///< one connection was accepted and closed
        nobody_waits,  ///< there was none to accept
        none_left,     ///< somebody else took the reserve: try again a little later
    };

    /// Throws std::system_error when there is none to hold.
    ReserveDescriptor();
    ReserveDescriptor(const ReserveDescriptor&) = delete;
    ReserveDescriptor& operator=(const ReserveDescriptor&) = delete;
    ~ReserveDescriptor();

    /// Gives up the reserve for one connection of a listening, non-blocking socket, and takes it
    /// back.
    Outcome refuse_one(int listening);

private:
    int descriptor_;  // -1: taken by somebody else
};

}  // namespace http
