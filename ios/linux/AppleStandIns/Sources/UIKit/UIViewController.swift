/// Apple: documentation/uikit/uiviewcontroller
open class UIViewController: UIResponder {
    private var loaded: UIView?
    /// Apple: documentation/uikit/uiviewcontroller/children
    public private(set) var children: [UIViewController] = []

    /// Apple: documentation/uikit/uiviewcontroller/init()
    public override init() {}

    /// Apple: documentation/uikit/uiviewcontroller/view
    public var view: UIView {
        if let loaded { return loaded }
        let view = UIView()
        loaded = view
        viewDidLoad()
        return view
    }

    /// Apple: documentation/uikit/uiviewcontroller/viewdidload()
    open func viewDidLoad() {}

    /// Apple: documentation/uikit/uiviewcontroller/viewdidappear(_:)
    open func viewDidAppear(_ animated: Bool) {}

    /// Apple: documentation/uikit/uiviewcontroller/viewwilldisappear(_:)
    open func viewWillDisappear(_ animated: Bool) {}

    /// Apple: documentation/uikit/uiviewcontroller/addchild(_:)
    open func addChild(_ childController: UIViewController) {
        children.append(childController)
    }

    /// Apple: documentation/uikit/uiviewcontroller/didmove(toparent:)
    open func didMove(toParent parent: UIViewController?) {}
}
